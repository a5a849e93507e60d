/**
 * On the toolbar button of a tab: the page was loaded before its site was switched on or off, and
 * follows when it is loaded again. The browser takes a tab's badge away with its page.
 */
export const RELOAD_MARK = '↻';
