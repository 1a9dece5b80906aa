//! The after-sale export of 抖店, alone and beside the orders it is about.

use std::path::{Path, PathBuf};

use fupan::domain::{ImportId, Money, OrderFacts, WarningCode};
use fupan::engine::{Engine, ImportOptions, ImportReport};
use fupan::privacy::Hasher;
use fupan::store::{RowFilter, Store};

use super::order_headers::{AFTER_SALES, Cells, DOUYIN, csv};
use super::support::{gb18030, job, one, show};

const NUTS: Cells<'_> = &[
    ("售后单号", "7412000000000000001\t"),
    ("订单号", "6920000000000000001\t"),
    ("商品单号", "6920000000000000011\t"),
    ("商品名称", "坚果礼盒"),
    ("商品ID", "3600000000000000001"),
    ("应付金额（元）", "1,299.00"),
    ("售后类型", "仅退款"),
    ("退商品金额（元）", "¥300.00"),
    ("售后状态", "同意退款，退款成功"),
    ("售后申请时间", "2026/09/08 10:00:00"),
];

fn after_sales(status: &str) -> String {
    csv(
        AFTER_SALES,
        &[
            NUTS,
            &[
                ("售后单号", "7412000000000000002"),
                ("订单号", "6920000000000000001"),
                ("商品单号", "6920000000000000012"),
                ("售后类型", "退货退款"),
                ("退商品金额（元）", "59.90"),
                ("售后状态", status),
                ("售后申请时间", "2026/09/08 11:00:00"),
            ],
            &[
                ("售后单号", "7412000000000000003"),
                ("订单号", "6920000000000000002"),
                ("商品单号", "-"),
                ("退商品金额（元）", "9.90"),
                ("售后状态", "退款成功"),
            ],
            &[("售后单号", "合计"), ("退商品金额（元）", "369.80")],
        ],
    )
}

#[test]
fn after_sale_cases_of_sub_orders() {
    let file = one("售后.csv", &gb18030(&after_sales("售后待处理")));
    let refunded: Vec<_> = file.tables.refunds.iter().map(|row| row.facts.refunded).collect();
    assert_eq!(refunded, [Some(Money(30_000)), Some(Money::ZERO)]);
    insta::assert_snapshot!(show(&file));
}

#[test]
fn an_after_sale_word_that_nobody_knows_is_said() {
    let file = one("售后.csv", after_sales("换货中").as_bytes());
    assert_eq!(file.tables.refunds[1].facts.refunded, None);
    let unknown: Vec<_> =
        file.warnings.iter().filter(|w| w.code == WarningCode::UnknownStatus).collect();
    assert_eq!(
        unknown.iter().map(|w| (w.message.as_str(), w.count)).collect::<Vec<_>>(),
        [("换货中", 1)]
    );
}

fn orders() -> String {
    let line = |id: &'static str, product: &'static str, paid: &'static str| {
        [
            ("主订单编号", "6920000000000000001\t"),
            ("子订单编号", id),
            ("选购商品", product),
            ("商品数量", "1"),
            ("订单应付金额", paid),
            ("收件人", "张三"),
            ("订单提交时间", "2026/09/07 20:15:01"),
            ("支付完成时间", "2026/09/07 20:15:30"),
            ("订单状态", "已发货"),
            ("售后状态", "-"),
            ("流量体裁", "直播"),
        ]
    };
    csv(
        DOUYIN,
        &[
            &line("6920000000000000011", "坚果礼盒", "1,299.00"),
            &line("6920000000000000012", "海苔", "59.90"),
        ],
    )
}

struct Shop {
    _folder: tempfile::TempDir,
    engine: Engine,
    store: PathBuf,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("shop.fupan");
        let opened = Store::open_or_create(&store).unwrap();
        let engine = Engine::with_hasher(opened, Hasher::new([7; 32])).unwrap();
        Self { _folder: folder, engine, store }
    }

    fn import(&mut self, path: &Path) -> ImportReport {
        let options = ImportOptions::default();
        let prepared = self.engine.prepare_import(&job(), &[path.to_owned()], &options).unwrap();
        assert!(prepared.failed.is_empty(), "{:?}", prepared.failed);
        self.engine.commit_import(&job(), &prepared).unwrap()
    }

    /// Paid, refunded and the after-sale word of every line.
    fn lines(&self) -> Vec<(i64, Option<i64>, Option<String>)> {
        let store = Store::open_read_only(&self.store).unwrap();
        let mut rows = store.rows::<OrderFacts>(&RowFilter::default()).unwrap();
        rows.sort_by_key(|row| row.facts.line_id.clone());
        rows.into_iter()
            .map(|row| {
                let facts = row.facts;
                (facts.paid.unwrap().0, facts.refund.map(|money| money.0), facts.after_sale)
            })
            .collect()
    }
}

/// Net of refunds the same, whichever file comes first; each undone, the other stands alone.
#[test]
fn orders_and_after_sales_in_either_order_give_the_same_net_amount() {
    let folder = tempfile::tempdir().unwrap();
    let paths = [folder.path().join("订单.csv"), folder.path().join("售后.csv")];
    std::fs::write(&paths[0], orders()).unwrap();
    std::fs::write(&paths[1], after_sales("售后待处理")).unwrap();
    let alone = vec![(129_900, Some(0), None), (5_990, Some(0), None)];
    let told = Some("同意退款，退款成功".to_owned());
    let both = vec![(129_900, Some(30_000), told), (5_990, Some(0), None)];
    for order in [[0, 1], [1, 0]] {
        let mut shop = Shop::new();
        let mut ids = [ImportId(0); 2];
        for file in order {
            let report = shop.import(&paths[file]);
            ids[file] = report.import.unwrap();
            let waits = |code| report.files[0].warnings.iter().any(|w| w.code == code);
            assert_eq!(waits(WarningCode::RefundsWithoutOrder), order == [1, 0] && file == 1);
        }
        assert_eq!(shop.lines(), both, "{order:?}");
        for path in &paths {
            assert_eq!(shop.import(path).import, None, "the same file again");
        }
        assert_eq!(shop.lines(), both, "{order:?}");
        shop.engine.undo_import(&job(), ids[1]).unwrap();
        assert_eq!(shop.lines(), alone, "{order:?}");
        shop.import(&paths[1]);
        assert_eq!(shop.lines(), both, "{order:?}");
        shop.engine.undo_import(&job(), ids[0]).unwrap();
        assert_eq!(shop.lines(), []);
        shop.import(&paths[0]);
        assert_eq!(shop.lines(), both, "{order:?}");
    }
}
