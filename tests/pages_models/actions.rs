//! Open actions as their card, the plan and the command line tell them.

use fupan::domain::{
    AccountId, ActionDraft, ActionHand, ActionId, ActionKind, ActionState, KeptAction, PlanId,
    ProductId, SessionId, Snapshot,
};
use fupan::plan::{JudgedAction, MinuteWish, PlanForm, SpendByBlock, judge};
use fupan::present::pages::actions::{actions, for_plan, json};
use fupan::present::pages::export::{Cell, Format, OfferKind, Subject, TableName, evaluate_tables};
use fupan::present::pages::{EvaluatePage, Filters, evaluate};
use fupan::present::text::Lang;
use fupan::report::{Form, Material, Wanted, files};
use jiff::{SignedDuration, Timestamp};

use super::pages_support::shop;

/// An action of the session before the last.
fn kept(snapshot: &Snapshot, id: i64, what: ActionDraft) -> KeptAction {
    let since = snapshot.session(SessionId(20)).unwrap().start.timestamp();
    KeptAction {
        id: ActionId(id),
        made_at: since + SignedDuration::from_hours(5),
        account: Some(AccountId(1)),
        session_at: Some(since),
        since,
        what: ActionDraft { session: Some(SessionId(20)), ..what },
        hand: ActionHand { state: ActionState::Open, closed_at: None, heed_after: since },
    }
}

fn talk(kind: ActionKind, id: &str, name: &str, figure: f64, wish: f64) -> ActionDraft {
    ActionDraft {
        product_id: Some(id.to_owned()),
        product: Some(name.to_owned()),
        figure: Some(figure),
        wish: Some(wish),
        ..ActionDraft::new(kind)
    }
}

fn step(wish: f64) -> ActionDraft {
    ActionDraft {
        step: Some("prod_click_uv/prod_impr_uv".to_owned()),
        figure: Some(0.31),
        wish: Some(wish),
        ..ActionDraft::new(ActionKind::FixStep)
    }
}

/// A product as plans name it.
fn key(snapshot: &Snapshot, product: i64) -> String {
    fupan::plan::key_of(snapshot, ProductId(product))
}

/// One of every kind and every way it can stand, beside the shop's last session.
fn all(snapshot: &Snapshot) -> Vec<JudgedAction> {
    let own = |text: &str| ActionDraft {
        text: Some(text.to_owned()),
        ..ActionDraft::new(ActionKind::Own)
    };
    let spend = ActionDraft {
        figure: Some(60.0),
        wish: Some(120.0),
        ..ActionDraft::new(ActionKind::MoveSpend)
    };
    let key = |product| key(snapshot, product);
    let of_plan = ActionDraft {
        plan: Some(PlanId(1)),
        ..talk(ActionKind::ShortMinutes, &key(6), "Editing course", 4.0, 20.0)
    };
    let mut kept: Vec<KeptAction> = [
        talk(ActionKind::TalkMore, &key(1), "Drip coffee", 8.0, 11.0),
        talk(ActionKind::TalkMore, &key(2), "Coffee beans", 12.0, 24.0),
        talk(ActionKind::TalkLess, &key(3), "Rice 5 kg", 44.0, 20.0),
        of_plan,
        talk(ActionKind::OverMinutes, &key(5), "Bamboo basket", 30.0, 10.0),
        spend,
        step(0.40),
        step(0.99),
        own("Say \"free shipping\" first"),
        own("Another lamp"),
        own("No countdown"),
    ]
    .into_iter()
    .zip(1..)
    .map(|(what, id)| kept(snapshot, id, what))
    .collect();
    let closed = |at: &str, state| ActionHand {
        state,
        closed_at: Some(at.parse::<Timestamp>().unwrap()),
        heed_after: kept[0].since,
    };
    let hands = [
        closed("2026-11-22T02:00:00Z", ActionState::Done),
        closed("2026-11-22T02:00:00Z", ActionState::Dropped),
    ];
    (kept[9].hand, kept[10].hand) = (hands[0], hands[1]);
    // Its session's data was taken back.
    kept[4].what.session = None;
    judge(snapshot, &SpendByBlock::new(), kept)
}

#[test]
fn actions_say_what_where_from_how_long_and_what_the_numbers_show() {
    let snapshot = shop();
    let judged = all(&snapshot);
    let draft = talk(ActionKind::OverMinutes, "x", "Dripper", 22.0, 11.0);
    for (lang, name) in [(Lang::Zh, "actions_zh"), (Lang::En, "actions_en")] {
        insta::assert_json_snapshot!(name, actions(&snapshot, &judged, vec![draft.clone()], lang));
    }
    let bare = actions(&snapshot, &[], Vec::new(), Lang::En);
    assert!(bare.is_bare() && bare.empty.contains("Review"), "{bare:?}");
    assert!(!actions(&snapshot, &[], vec![draft], Lang::En).is_bare());
}

#[test]
fn other_figures_make_another_line() {
    let mut snapshot = shop();
    let said = |snapshot: &Snapshot, at: usize, lang| {
        let judged = all(snapshot);
        let page = actions(snapshot, &judged[at..=at], Vec::new(), lang);
        page.rows.into_iter().chain(page.closed).next().unwrap()
    };
    for lang in [Lang::Zh, Lang::En] {
        let done = said(&snapshot, 0, lang);
        assert_eq!(done.state, ActionState::Done);
        assert!(done.said.contains("→ 11"), "{}", done.said);
        // Before and after stand there; that it is the cause does not.
        let word = lang.pick("变化", "a change");
        assert!(done.change.contains(word), "{}", done.change);
    }
    let open = said(&snapshot, 1, Lang::Zh);
    assert!(open.said.contains("17 分钟") && open.said.contains("还没做到"), "{}", open.said);
    // Without talk segments nothing is judged, and it says why.
    snapshot.segments.clear();
    let untold = said(&snapshot, 0, Lang::Zh);
    assert!(untold.said.contains("看不出来"), "{}", untold.said);
    // Without the session there is nothing yet to judge by.
    snapshot.sessions.pop();
    let waiting = said(&snapshot, 0, Lang::En);
    assert!(waiting.origin.contains("waiting") && waiting.said.contains("next session"));
}

#[test]
fn a_plan_is_offered_what_it_can_hold_and_does_not_yet() {
    let snapshot = shop();
    let mut judged = all(&snapshot);
    let known: Vec<String> = (1..=6).map(|product| key(&snapshot, product)).collect();
    let mut form = PlanForm::default();
    let offer = for_plan(&judged, &form, &known, Lang::Zh).unwrap();
    let wish = |id, minutes, more| MinuteWish { id: key(&snapshot, id), minutes, more };
    let wishes = [wish(2, 24, true), wish(3, 20, false), wish(6, 20, true)];
    assert_eq!(offer.wishes, wishes, "what is done or has no minutes is not asked for");
    assert!(offer.button.contains('3') && offer.tip.lines().count() == 4, "{offer:?}");
    // What the plan does not know is not offered; what it holds already neither.
    assert_eq!(for_plan(&judged, &form, &known[..2], Lang::En).unwrap().wishes, wishes[..1]);
    form.follow(&offer.wishes, &known);
    assert_eq!(for_plan(&judged, &form, &known, Lang::Zh), None);
    // A newer one that rules an older one out has the say.
    let newer = talk(ActionKind::TalkLess, &known[1], "Coffee beans", 40.0, 10.0);
    judged.insert(
        0,
        judge(&snapshot, &SpendByBlock::new(), vec![kept(&snapshot, 30, newer)]).remove(0),
    );
    let offer = for_plan(&judged, &PlanForm::default(), &known[1..2], Lang::Zh).unwrap();
    assert_eq!(offer.wishes, [wish(2, 10, false)]);
}

#[test]
fn no_step_of_fewer_than_twenty_people_is_told() {
    let mut snapshot = shop();
    let told = |snapshot: &Snapshot| {
        let judged = all(snapshot);
        json(&judged[7..8])["actions"][0]["shown"].clone()
    };
    assert!(told(&snapshot)["figure"].as_f64().unwrap() > 0.0);
    let last = snapshot.sessions.last_mut().unwrap();
    (last.facts.prod_impr_uv, last.facts.prod_click_uv) = (Some(19), Some(4));
    assert!(told(&snapshot).is_null());
}

#[test]
fn a_report_says_what_is_open_and_what_was_closed_by_which_numbers() {
    let snapshot = shop();
    let judged = all(&snapshot);
    for lang in [Lang::Zh, Lang::En] {
        let view = actions(&snapshot, &judged, Vec::new(), lang);
        let rows: Vec<_> = view.rows.iter().chain(&view.closed).cloned().collect();
        let page = EvaluatePage {
            actions: Some(view.clone()),
            ..evaluate::evaluate(&snapshot, &[], None, &[], lang)
        };
        let tables = evaluate_tables(&page, lang);
        let table = &tables[0];
        assert_eq!((table.name, table.rows.len()), (TableName::Actions, judged.len()));
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(table.at(at, "to_do"), Some(&Cell::Text(row.title.clone())));
            assert_eq!(table.at(at, "numbers_say"), Some(&Cell::Text(row.numbers())));
        }
        let of = |id: i64| rows.iter().position(|row| row.id == ActionId(id)).unwrap();
        let minutes = |n| Some(Cell::Number(n, Format::Plain));
        let then = ["figure_then", "figure_wanted", "figure_seen"];
        let figures = |id| then.map(|key| table.at(of(id), key).cloned());
        assert_eq!(figures(1), [minutes(8.0), minutes(11.0), minutes(11.0)]);
        let share = |n| Some(Cell::Number(n, Format::Share));
        assert_eq!(figures(7)[..2], [share(0.31), share(0.40)]);
        // What was typed has no figure; missing is empty.
        assert_eq!(figures(9), [Some(Cell::Empty), Some(Cell::Empty), Some(Cell::Empty)]);
        assert!(matches!(table.at(of(1), "sales_after"), Some(Cell::Number(_, Format::Money))));

        // Without any plan the page still has its actions to write, as HTML too.
        let material = Material { evaluate: Some(page), ..Material::default() };
        let written = |form| {
            let subject = Subject::Evaluate(None);
            let wanted = Wanted { subject, form, filters: Filters::default(), lang };
            files(&material, &wanted, std::path::Path::new("e.html"))
        };
        let html = written(Form::Kind(OfferKind::Html)).unwrap().remove(0).1;
        let html = String::from_utf8(html).unwrap();
        for row in &rows {
            let escaped = row.title.replace('"', "&quot;");
            assert!(html.contains(&escaped), "{} in {html}", row.title);
        }
        assert!(html.contains(&view.title) && html.contains(lang.pick("不做了", "dropped")));
        assert!(!html.contains("http://") && !html.contains("<script"));
        assert!(written(Form::Kind(OfferKind::Workbook)).unwrap()[0].1.starts_with(b"PK"));
        let refused = written(Form::Kind(OfferKind::Poster)).unwrap_err().notice(lang);
        assert!(refused.action.contains(".html"), "{refused:?}");
    }
}

#[test]
fn what_is_written_has_every_closed_one_and_the_window_says_what_it_leaves_out() {
    let snapshot = shop();
    let closed_at = Some("2026-11-22T02:00:00Z".parse::<Timestamp>().unwrap());
    let closed = |id: i64| {
        let text = Some(format!("Line {id}"));
        let mut kept =
            kept(&snapshot, id, ActionDraft { text, ..ActionDraft::new(ActionKind::Own) });
        kept.hand = ActionHand { state: ActionState::Done, closed_at, ..kept.hand };
        kept
    };
    let view = |count: i64, lang| {
        let kept = (1..=count).map(closed).collect();
        actions(&snapshot, &judge(&snapshot, &SpendByBlock::new(), kept), Vec::new(), lang)
    };
    for (lang, words) in [(Lang::Zh, "5 条"), (Lang::En, "5 closed earlier")] {
        let many = view(25, lang);
        assert_eq!((many.closed.len(), many.unfolding().len()), (25, 20));
        assert!(many.older.contains(words) && many.fold[0].contains("20"), "{many:?}");
        let page = EvaluatePage { actions: Some(many), ..EvaluatePage::default() };
        assert_eq!(evaluate_tables(&page, lang)[0].rows.len(), 25);
        let few = view(20, lang);
        assert_eq!((few.unfolding().len(), few.older.as_str()), (20, ""));
    }
}

#[test]
fn what_stands_in_the_columns_of_moved_spend_is_explained() {
    let snapshot = shop();
    let judged = all(&snapshot);
    for (lang, minute, part) in [
        (Lang::Zh, "开播后第几分钟", "占两处投放的比例"),
        (Lang::En, "minute from the start", "part of the spend of both"),
    ] {
        let view = actions(&snapshot, &judged, Vec::new(), lang);
        let page = EvaluatePage { actions: Some(view), ..EvaluatePage::default() };
        let tables = evaluate_tables(&page, lang);
        let meaning = |key| {
            let column = tables[0].columns.iter().find(|column| column.key == key);
            column.unwrap().meaning.clone()
        };
        for key in ["figure_then", "figure_wanted"] {
            assert!(meaning(key).contains(minute), "{}", meaning(key));
        }
        assert!(meaning("figure_seen").contains(part), "{}", meaning("figure_seen"));
    }
}

#[test]
fn moved_spend_is_told_by_the_part_each_time_had() {
    let snapshot = shop();
    let draft = ActionDraft {
        figure: Some(60.0),
        wish: Some(120.0),
        ..ActionDraft::new(ActionKind::MoveSpend)
    };
    let last = snapshot.sessions.last().unwrap().id;
    let told = |halves: &[(u32, f64)], lang| {
        let before = (SessionId(20), [(60, 800.0), (120, 200.0)].into());
        let spend = SpendByBlock::from([before, (last, halves.iter().copied().collect())]);
        let judged = judge(&snapshot, &spend, vec![kept(&snapshot, 1, draft.clone())]);
        let row = actions(&snapshot, &judged, Vec::new(), lang).rows.remove(0);
        (row.state, row.numbers(), row.figures.seen)
    };
    let said = |from: f64, to: f64, lang| told(&[(60, from), (120, to)], lang);
    let (state, words, part) = said(300.0, 700.0, Lang::Zh);
    assert_eq!((state, part), (ActionState::Done, Some(0.7)));
    assert!(words.starts_with("做到了") && words.contains("占了两处投放的 70%"), "{words}");
    let (state, words, _) = said(900.0, 100.0, Lang::En);
    assert_eq!(state, ActionState::Open);
    assert!(words.contains("minute 120 had 10%") && words.contains("not there yet"), "{words}");
    for (lang, cut, nothing, short) in [
        (Lang::Zh, "省下来了，没挪过去", "都没投放", "没播满"),
        (Lang::En, "cut, not moved", "spent nothing", "was over before"),
    ] {
        let (state, words, part) = said(0.0, 200.0, lang);
        assert_eq!((state, part), (ActionState::Open, Some(1.0)));
        assert!(words.contains("100%") && words.contains(cut), "{words}");
        for (halves, why) in [(&[(60, 0.0), (120, 0.0)][..], nothing), (&[(60, 300.0)], short)] {
            let (state, words, part) = told(halves, lang);
            assert_eq!((state, part), (ActionState::Open, None));
            assert!(words.contains(why), "{words}");
        }
    }
}
