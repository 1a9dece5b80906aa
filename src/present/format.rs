//! Numbers as people read them: 万/亿 or K/M, yuan, rates, dates.
