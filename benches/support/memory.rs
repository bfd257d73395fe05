//! Resident memory of this process, as Linux tells it.

use std::fs;

/// A figure of `/proc/self/status` in bytes: `VmRSS`, what is resident now, `VmHWM`, the most that ever was. 0 where there is no such file.
pub(crate) fn resident(figure: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) << 10
}
