//! Comment logs that are no tables: XML of Bilibili recorders, JSON lines of yt-dlp and
//! DouyinBarrageGrab; and exports of streaming sites that have no place.

use fupan::domain::{CommentFacts, WarningCode};
use fupan::engine::{Engine, ImportOptions};
use fupan::ingest::{IngestError, inspect_bytes, recognise_bytes};
use fupan::privacy::Hasher;
use fupan::store::{RowFilter, Store};

use super::columns::book;
use super::support::{job, one, read, show, zip};

const BILIBILI: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<i>
  <chatserver>chat.bilibili.com</chatserver>
  <BililiveRecorderRecordInfo roomid="1000001" shortid="0" name="演示主播" title="夜场" start_time="2026-07-27T20:31:59.1494083+09:00"/>
  <d p="1.5,1,25,16777215,1785151920,0,90001,0" user="观众甲" raw="[]">坚果多少钱 &amp; 包邮吗</d>
  <gift ts="3.1" user="观众乙" giftname="小花花" giftcount="1"/>
  <d p="65.25,1,25,16777215,1785151984,0,90002,0" user="观众乙">第二行&#33;
还有吗</d>
  <sc ts="70" user="观众丙" price="30" time="60">加个链接</sc>
  <d p="71,1,25,16777215,1785151990,0,90003,0" user="观众丁"></d>
  <guard ts="80" user="观众丙" level="3" count="1"/>
</i>
"#;

#[test]
fn bilibili_comments_in_xml() {
    let file = one("录制-1000001.xml", BILIBILI.as_bytes());
    insta::assert_snapshot!(show(&file));
    assert!(!show(&file).contains("演示主播"));
    assert_eq!(recognise_bytes("a.xml", BILIBILI.as_bytes()).unwrap().kind.0, "bilibili.comments");
}

/// Another recorder: its start stands in an element, or nowhere and the comments have their own.
#[test]
fn bilibili_comments_of_other_recorders() {
    let head = "<metadata><room_id>1000001</room_id><record_start_time>2026-07-27T19:31:59+08:00</record_start_time></metadata>";
    let body = "<d p=\"2.0,1,25,16777215,1785151921000,0,abc,0\">在吗</d></i>";
    let of = |text: String| one("a.xml", text.as_bytes()).tables.comments[0].facts.clone();
    let facts = of(format!("<i>{head}{body}"));
    assert_eq!(facts.at.unwrap().to_string(), "2026-07-27T11:32:01Z");
    let facts = of(format!("<i>{body}"));
    assert_eq!(facts.at.unwrap().to_string(), "2026-07-27T11:32:01Z");
    assert_eq!(facts.offset_s.unwrap().0, 2.0);
}

/// A recording that was cut off keeps what is whole; other XML is no log.
#[test]
fn xml_that_is_cut_off_or_something_else() {
    let cut = &BILIBILI[..BILIBILI.find("还有吗").unwrap()];
    let file = one("a.xml", cut.as_bytes());
    assert_eq!((file.tables.comments.len(), file.rows_rejected), (1, 1));
    let xml = |text: &str| match read("a.xml", text.as_bytes()).unwrap_err() {
        IngestError::NotWhatItSays { found, .. } => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(xml("<?xml version=\"1.0\"?><Workbook><Row>1</Row></Workbook>"), "xml");
    assert_eq!(xml("<?xml version=\"1.0\"?><i></i>"), "xml");
    assert_eq!(xml("<i><<<"), "xml");
    for keep in (0..BILIBILI.len()).filter(|at| BILIBILI.is_char_boundary(*at)) {
        let _ =
            (read("a.xml", &BILIBILI.as_bytes()[..keep]), inspect_bytes("a.xml", cut.as_bytes()));
    }
}

const CHAT: &str = r#"{"clickTrackingParams":"x","replayChatItemAction":{"actions":[{"addChatItemAction":{"item":{"liveChatTextMessageRenderer":{"message":{"runs":[{"text":"is there "},{"emoji":{"emojiId":"1"}},{"text":"a red one?"}]},"authorName":{"simpleText":"Ann Example"},"timestampUsec":"1788782415123456","authorExternalChannelId":"UC000001"}}}}],"videoOffsetTimeMsec":"12345"}}
{"replayChatItemAction":{"actions":[{"addChatItemAction":{"item":{"liveChatViewerEngagementMessageRenderer":{"icon":"x"}}}}],"videoOffsetTimeMsec":"13000"}}
{"replayChatItemAction":{"actions":[{"addChatItemAction":{"item":{"liveChatPaidMessageRenderer":{"message":{"runs":[{"text":"two please"}]},"timestampUsec":"1788782420000000","authorExternalChannelId":"UC000002"}}}}],"videoOffsetTimeMsec":"17222"}}
{"replayChatItemAction":{"actions":[{"addChatItemAction":{"item":{"liveChatTextMess
"#;

#[test]
fn live_chat_of_youtube() {
    let file = one("stream.live_chat.json", CHAT.as_bytes());
    insta::assert_snapshot!(show(&file));
    assert!(!show(&file).contains("Ann Example"), "a name was read");
}

const BARRAGE: &str = r#"{"Type":1,"ProcessName":"直播伴侣","Data":"{\"MsgId\":1,\"RoomId\":7412345678901234567,\"Content\":\"坚果多少钱\",\"User\":{\"Nickname\":\"某人\",\"SecUid\":\"MS4wLjAB0001\"}}"}
{"Type":2,"ProcessName":"直播伴侣","Data":"{\"RoomId\":7412345678901234567,\"Count\":3}"}
{"Type":2,"ProcessName":"直播伴侣","Data":"{\"RoomId\":7412345678901234567,\"Count\":1}"}
{"Type":6,"ProcessName":"直播伴侣","Data":"{\"OnlineUserCount\":75}"}
{"Type":1,"ProcessName":"直播伴侣","Data":"{\"MsgId\":2,\"RoomId\":\"7412345678901234567\",\"Content\":\"买了\",\"User\":{\"Nickname\":\"某人\",\"SecUid\":\"MS4wLjAB0002\"}}"}
{"Type":1,"ProcessName":"直播伴侣","Data":"{\"MsgId\":3,\"Content\":\"没有房间\"}"}
{"Type":1,"ProcessName":"直播伴侣","Data":"half"}
"#;

#[test]
fn messages_of_douyin_barrage_grab() {
    let file = one("barrage.jsonl", BARRAGE.as_bytes());
    insta::assert_snapshot!(show(&file));
    assert!(!show(&file).contains("某人"), "a name was read");
    let left_out: u64 = file
        .warnings
        .iter()
        .filter(|w| w.code == WarningCode::MessagesCounted)
        .map(|w| w.count)
        .sum();
    assert_eq!(left_out, 4);
}

/// A session of that minute takes the comments; authors are keyed hashes.
#[test]
fn comments_of_logs_find_the_session_that_was_live() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.xml"), BILIBILI).unwrap();
    std::fs::write(path("chat.json"), CHAT).unwrap();
    let sessions = "account_name,start_at,end_at,viewers_uv\n\
                    演示,2026-07-27 19:30:00,2026-07-27 21:00:00,100\n\
                    演示,2026-09-07 20:00:00,2026-09-07 21:00:00,100\n";
    std::fs::write(path("s.csv"), sessions).unwrap();
    let store = Store::open_or_create(&path("a.fupan")).unwrap();
    let mut engine = Engine::with_hasher(store, Hasher::new([7; 32])).unwrap();
    let files = [folder.path().to_owned()];
    let prepared = engine.read_import(&job(), &files, &ImportOptions::default()).unwrap();
    assert_eq!(prepared.files.len(), 3, "{:?}", prepared.failed);
    engine.commit_import(&job(), &prepared).unwrap();
    drop(engine);
    let store = Store::open(&path("a.fupan")).unwrap();
    let comments = store.rows::<CommentFacts>(&RowFilter::default()).unwrap();
    assert_eq!(comments.len(), 5);
    assert!(comments.iter().all(|row| row.session.is_some()));
    assert!(comments.iter().all(|row| row.facts.viewer_key.is_some()));
    drop(store);
    let bytes = std::fs::read(path("a.fupan")).unwrap();
    for name in ["观众甲", "UC000001"] {
        assert!(!bytes.windows(name.len()).any(|part| part == name.as_bytes()), "{name}");
    }
}

#[test]
fn json_that_is_no_log_says_so() {
    let found = |text: &str| match read("a.json", text.as_bytes()).unwrap_err() {
        IngestError::NotWhatItSays { found, .. } => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found("{\"a\": 1}\n{\"a\": 2}\n"), "json");
    // A table whose first header looks like JSON is still a table.
    assert!(matches!(read("a.csv", b"{a},b\n1,2\n").unwrap_err(), IngestError::UnknownKind { .. }));
}

/// Videos, days and months of other sites name no session: they are figures of periods.
#[test]
fn days_and_months_of_twitch_and_videos_of_youtube_are_periods() {
    let videos = "Content,Video title,Video publish time,Comments added,Shares,Likes,Views,\
                  Watch time (hours),Subscribers,Impressions,Impressions click\u{ad}-through rate (%)\n\
                  Total,,,1,2,3,4,5,6,7,8\nabc,Night deals,\"Sep 4, 2026\",1,2,3,4,5,6,7,8\n";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(videos.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let plain = one("Table data.csv", videos.as_bytes());
    insta::assert_snapshot!("youtube_videos", show(&plain));
    let archive = zip(&[
        ("Chart data.csv", b"Date,Views\n2026-09-04,1\n"),
        ("Table data.csv", &utf16),
        ("Totals.csv", b"Date,Views\n2026-09-04,1\n"),
    ]);
    // What lies beside it would pass for sessions: it is left out and said so.
    let read = read("Content 2026.zip", &archive).unwrap();
    let [file] = &read[..] else { panic!("{read:#?}") };
    assert_eq!((&file.tables, &*file.encoding), (&plain.tables, "utf-16le"));
    let left: Vec<&str> = file
        .warnings
        .iter()
        .filter(|warning| warning.code == WarningCode::EntriesSkipped)
        .map(|warning| warning.message.as_str())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    let seems = recognise_bytes("Content 2026.zip", &archive).unwrap();
    assert_eq!((&*seems.kind.0, seems.files), ("youtube.videos", 1));

    let daily = "Date,Average Viewers,Max Viewers,Minutes Streamed,Sub Revenue,Prime Revenue,Bits Revenue,Ad Revenue\n\
                 Fri Sep 04 2026,12.5,40,180,1,2,3,4\n";
    insta::assert_snapshot!("twitch_daily", show(&one("stats.csv", daily.as_bytes())));
    let monthly =
        "Date,Ad Breaks (Minutes),Ad Revenue,Total Paid Subs,Total Gifted Subs\nSep 2026,1,2,3,4\n";
    insta::assert_snapshot!("twitch_monthly", show(&one("stats.csv", monthly.as_bytes())));
    // Only tables of months take a month for a time.
    let orders = "order_id,created_at,paid\nA1,Sep 2026,5\n";
    assert_eq!(one("orders.csv", orders.as_bytes()).rows_rejected, 1);
}

/// The Chinese surface of TikTok's shop analytics.
#[test]
fn tiktok_shop_analytics_in_chinese() {
    let columns: &[(&str, &[&str])] = &[
        ("总成交额", &["627.840.078₫"]),
        ("订单数", &["1.204"]),
        ("客户数", &["1.100"]),
        ("商品访客数", &["9.010"]),
        ("商品曝光次数", &["90.120"]),
        ("商品点击量", &["3.001"]),
        ("达人直播归因 GMV", &["1₫"]),
    ];
    let above = &["分析日期", "2026-09-01 ~ 2026-09-28"];
    let file = one("a.xlsx", &book("Sheet1", above, columns));
    insta::assert_snapshot!("tiktok_shop_in_chinese", show(&file));
}
