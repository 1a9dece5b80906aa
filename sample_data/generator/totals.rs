//! Counts of a session by everything that is exported: viewers from the play, sales from the
//! orders, so that files which tell of the same thing agree.

use std::collections::BTreeSet;
use std::ops::Range;

use super::calendar::Plan;
use super::visitor::Way;
use super::world::{Line, Offset, Order};

/// Channel names: natural ones, then paid ones.
pub const CHANNELS: [&str; 8] = [
    "直播推荐",
    "短视频引流",
    "关注",
    "搜索",
    "个人主页&店铺&橱窗",
    "其他",
    "千川PC版",
    "小店随心推",
];
/// Which of them are paid for.
pub const PAID_CHANNELS: Range<usize> = 6..8;

/// Paid orders of some scope. Amounts in 1/100.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sales {
    /// Orders with a line in the scope.
    pub orders: u64,
    /// Pieces.
    pub items: i64,
    /// Buyers.
    pub buyers: u64,
    /// Lines.
    pub lines: u64,
    /// GMV.
    pub gmv: i64,
    /// Paid by buyers.
    pub paid: i64,
    /// Orders with a refunded line.
    pub refund_orders: u64,
    /// Their buyers.
    pub refund_users: u64,
    /// Refunded amount.
    pub refund: i64,
    /// Orders with a line refunded within the hour.
    pub fast_orders: u64,
    /// Amount refunded within the hour.
    pub fast: i64,
    /// Orders refunded later, after shipping.
    pub late_orders: u64,
    /// Buyers of refunds within the hour.
    pub fast_users: u64,
    /// Buyers of later refunds.
    pub late_users: u64,
    /// Lines with a subsidy, what they paid, what the platform gave.
    pub vouchers: (u64, i64, i64),
}

impl Sales {
    /// Adds up the paid orders and the lines of them that `keep` accepts.
    pub fn of<'a>(orders: impl Iterator<Item = &'a Order>, keep: impl Fn(&Line) -> bool) -> Self {
        let mut sales = Self::default();
        let mut people: [BTreeSet<&str>; 4] = Default::default();
        for order in orders.filter(|o| o.paid.is_some()) {
            let mut flags = [false; 4];
            for line in order.lines.iter().filter(|line| keep(line)) {
                flags[0] = true;
                sales.lines += 1;
                sales.items += line.qty;
                sales.gmv += line.gmv();
                sales.paid += line.paid();
                if line.subsidy > 0 {
                    sales.vouchers.0 += 1;
                    sales.vouchers.1 += line.paid();
                    sales.vouchers.2 += line.subsidy;
                }
                if let Some(refund) = line.refund {
                    flags[1] = true;
                    flags[if refund.fast { 2 } else { 3 }] = true;
                    sales.refund += line.paid();
                    sales.fast += if refund.fast { line.paid() } else { 0 };
                }
            }
            let counts = [
                &mut sales.orders,
                &mut sales.refund_orders,
                &mut sales.fast_orders,
                &mut sales.late_orders,
            ];
            for ((flag, count), set) in flags.iter().zip(counts).zip(&mut people) {
                if *flag {
                    *count += 1;
                    set.insert(&order.buyer.key);
                }
            }
        }
        sales.buyers = people[0].len() as u64;
        sales.refund_users = people[1].len() as u64;
        sales.fast_users = people[2].len() as u64;
        sales.late_users = people[3].len() as u64;
        sales
    }
}

/// One offer.
#[derive(Clone, Debug, Default)]
pub struct OfferTotals {
    /// People shown it, times shown.
    pub shown: (u64, u64),
    /// People who clicked, clicks.
    pub clicks: (u64, u64),
    /// Sales.
    pub sales: Sales,
}

/// One channel.
#[derive(Clone, Debug, Default)]
pub struct ChannelTotals {
    /// Viewers.
    pub viewers: u64,
    /// Views.
    pub views: u64,
    /// Seconds watched.
    pub watch: u64,
    /// People who commented or liked.
    pub engaged: u64,
    /// Ad spend in 1/100.
    pub spend: i64,
    /// Sales.
    pub sales: Sales,
}

/// One minute from the start.
#[derive(Clone, Debug, Default)]
pub struct MinuteTotals {
    /// People online at its middle.
    pub online: i64,
    /// Entries.
    pub entered: u64,
    /// Leaves.
    pub left: u64,
    /// People who clicked.
    pub clickers: u64,
    /// Comments.
    pub comments: u64,
    /// New followers.
    pub follows: u64,
    /// Sales of orders placed in it.
    pub sales: Sales,
}

/// One stretch of talk.
#[derive(Clone, Debug, Default)]
pub struct TalkTotals {
    /// Mean people online.
    pub online: f64,
    /// Change of people online.
    pub change: i64,
    /// Clicks on its product while it lasted, people.
    pub clicks: u64,
    /// Sales of its product placed while it lasted.
    pub sales: Sales,
}

/// All counts of a session.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Viewers.
    pub viewers: u64,
    /// Views.
    pub views: u64,
    /// People shown the room.
    pub impressions: u64,
    /// Times the room was shown.
    pub impression_times: u64,
    /// Seconds watched.
    pub watch: u64,
    /// Viewers who followed before.
    pub fans: u64,
    /// New followers.
    pub follows: u64,
    /// Unfollows.
    pub unfollows: u64,
    /// Fan club joins.
    pub clubs: u64,
    /// Comments.
    pub comments: u64,
    /// People who commented.
    pub comment_users: u64,
    /// Shares.
    pub shares: u64,
    /// Likes.
    pub likes: u64,
    /// People who commented or liked.
    pub engaged: u64,
    /// People shown a product, times.
    pub shown: (u64, u64),
    /// People who clicked a product, clicks.
    pub clicks: (u64, u64),
    /// Highest and mean number online.
    pub peak: i64,
    /// Mean number online.
    pub online: f64,
    /// By offer.
    pub offers: Vec<OfferTotals>,
    /// By channel.
    pub channels: Vec<ChannelTotals>,
    /// By minute.
    pub minutes: Vec<MinuteTotals>,
    /// By stretch of talk.
    pub talks: Vec<TalkTotals>,
    /// Sales.
    pub sales: Sales,
}

impl Totals {
    /// Nothing counted yet.
    pub fn new(plan: &Plan) -> Self {
        let mut channels = vec![ChannelTotals::default(); CHANNELS.len()];
        channels[PAID_CHANNELS.start].spend = plan.spend * 3 / 4;
        channels[PAID_CHANNELS.start + 1].spend = plan.spend - plan.spend * 3 / 4;
        Self {
            offers: vec![OfferTotals::default(); plan.offers.len()],
            channels,
            minutes: vec![MinuteTotals::default(); plan.length.div_ceil(60) as usize],
            talks: vec![TalkTotals::default(); plan.talks.len()],
            ..Self::default()
        }
    }

    /// The minute an offset lies in.
    pub fn minute(&mut self, at: Offset) -> &mut MinuteTotals {
        let index = (at as usize / 60).min(self.minutes.len() - 1);
        &mut self.minutes[index]
    }

    /// Counts one viewer.
    pub fn add_way(&mut self, plan: &Plan, way: &Way, channel: usize) {
        let views = way.stays.len() as u64;
        self.viewers += 1;
        self.views += views;
        self.watch += way.present();
        let source = &mut self.channels[channel];
        source.viewers += 1;
        source.views += views;
        source.watch += way.present();
        for &(from, to) in &way.stays {
            self.minute(from).entered += 1;
            self.minute(to).left += 1;
            let first = (from as usize + 30) / 60;
            let last = ((to as usize + 30) / 60).min(self.minutes.len());
            for minute in self.minutes.iter_mut().take(last).skip(first) {
                minute.online += 1;
            }
        }
        self.shown.0 += u64::from(!way.seen.is_empty());
        for seen in &way.seen {
            self.shown.1 += seen.times;
            self.offers[seen.offer].shown.0 += 1;
            self.offers[seen.offer].shown.1 += seen.times;
        }
        self.clicks.0 += u64::from(!way.clicks.is_empty());
        let mut last_minute = None;
        for click in &way.clicks {
            self.clicks.1 += click.times;
            self.offers[click.offer].clicks.0 += 1;
            self.offers[click.offer].clicks.1 += click.times;
            if last_minute != Some(click.at / 60) {
                last_minute = Some(click.at / 60);
                self.minute(click.at).clickers += 1;
            }
            for (talk, totals) in plan.talks.iter().zip(&mut self.talks) {
                if talk.offer == click.offer && (talk.from..talk.to).contains(&click.at) {
                    totals.clicks += 1;
                }
            }
        }
    }

    /// Once all viewers are counted.
    pub fn close(&mut self, plan: &Plan) {
        self.peak = self.minutes.iter().map(|m| m.online).max().unwrap_or(0);
        let sum: i64 = self.minutes.iter().map(|m| m.online).sum();
        self.online = sum as f64 / self.minutes.len() as f64;
        for (talk, totals) in plan.talks.iter().zip(&mut self.talks) {
            let span =
                talk.from as usize / 60..(talk.to as usize / 60).max(talk.from as usize / 60 + 1);
            let part = &self.minutes[span];
            totals.online = part.iter().map(|m| m.online).sum::<i64>() as f64 / part.len() as f64;
            totals.change = part[part.len() - 1].online - part[0].online;
        }
    }

    /// Adds the sales of the session with this number from all orders in time order.
    pub fn add_sales(&mut self, plan: &Plan, number: usize, orders: &[Order]) {
        let own: Vec<&Order> = orders.iter().filter(|o| o.session == Some(number)).collect();
        let all = || own.iter().copied();
        self.sales = Sales::of(all(), |_| true);
        for (offer, totals) in plan.offers.iter().zip(&mut self.offers) {
            totals.sales = Sales::of(all(), |line| line.product == offer.product);
        }
        for (channel, totals) in self.channels.iter_mut().enumerate() {
            totals.sales = Sales::of(all().filter(|o| o.channel == channel), |_| true);
        }
        let timed: Vec<(i64, &Order)> =
            own.iter().map(|o| (o.created.duration_since(plan.start).as_secs(), *o)).collect();
        let within = |from: i64, to: i64| {
            timed.iter().filter(move |t| (from..to).contains(&t.0)).map(|t| t.1)
        };
        for (minute, totals) in self.minutes.iter_mut().enumerate() {
            let from = minute as i64 * 60;
            totals.sales = Sales::of(within(from, from + 60), |_| true);
        }
        for (talk, totals) in plan.talks.iter().zip(&mut self.talks) {
            let product = plan.offers[talk.offer].product;
            let during = within(i64::from(talk.from), i64::from(talk.to));
            totals.sales = Sales::of(during, |line| line.product == product);
        }
    }
}
