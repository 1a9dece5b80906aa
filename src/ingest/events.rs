//! Actions of behaviour logs: words, a template's words, and rules on the value.

use super::remarks::{Refusal, Remarks};
use super::table::TableReader;
use crate::domain::{Action, EventFacts, WarningCode};

/// Fills the action. `false` when a template's rules give the row none: it is left out.
pub(super) fn action(
    table: &TableReader<'_>,
    facts: &mut EventFacts,
    remarks: &mut Remarks,
) -> Result<bool, Refusal> {
    let template = table.options.template.as_ref();
    if let Some(word) = facts.action.take() {
        let key = word.trim().to_lowercase();
        let found = template
            .and_then(|t| t.action_map.get(&key).copied())
            .or_else(|| Action::from_word(&key))
            .or_else(|| chinese(&key));
        let action = found.ok_or_else(|| Refusal::new("unknown_action", "action", &word))?;
        facts.action = Some(action.word().to_owned());
        return Ok(true);
    }
    let Some(template) = template.filter(|t| !t.rules.is_empty()) else {
        return Err(Refusal::new("missing_key", "action", ""));
    };
    let Some(value) = facts.value else {
        return Err(Refusal::new("missing_key", "value", ""));
    };
    let action =
        template.rules.iter().find(|(_, rule)| rule.holds(value)).map(|(action, _)| *action);
    if let Some(action) = action {
        facts.action = Some(action.word().to_owned());
    } else {
        remarks.warn(WarningCode::RowsWithoutAction, "", 1);
    }
    Ok(action.is_some())
}

fn chinese(word: &str) -> Option<Action> {
    Some(match word {
        "浏览" | "观看" | "曝光" => Action::View,
        "点击" => Action::Click,
        "加购" | "加购物车" => Action::Cart,
        "购买" | "下单" | "成交" | "支付" => Action::Purchase,
        "点赞" => Action::Like,
        "评论" => Action::Comment,
        "关注" => Action::Follow,
        "分享" => Action::Share,
        _ => return None,
    })
}
