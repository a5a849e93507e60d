/** The panel's look: the Studio's colours, at the edge of somebody else's page. */
const CSS = `
:host {
  all: initial !important;
  color-scheme: light dark !important;
  position: fixed !important;
  inset: auto !important;
  inset-block-end: 16px !important;
  right: 16px !important;
  z-index: 2147483647 !important;
  display: block !important;
  width: min(360px, calc(100vw - 16px)) !important;
  pointer-events: auto !important;
}
@media (width < 400px) {
  :host { right: 8px !important; inset-block-end: 8px !important; }
}
.panel {
  --paper: light-dark(#f6f3ec, #14181a);
  --card: light-dark(#fffdf8, #1d2326);
  --ink: light-dark(#1c2422, #e9ece9);
  --faint: light-dark(#59635f, #a3aeaa);
  --line: light-dark(#ddd7ca, #333c3f);
  --accent: light-dark(#1f5f53, #7fd1bd);
  --on-accent: light-dark(#ffffff, #10231f);
  --good: light-dark(#1f6b46, #86d9a8);
  --bad: light-dark(#9c2f23, #f2a196);
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  max-height: min(70vh, 560px);
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: 16px;
  background: var(--card);
  color: var(--ink);
  font: 0.875em/1.45 system-ui, sans-serif;
  box-shadow: 0 1px 2px rgb(0 0 0 / 12%), 0 12px 32px rgb(0 0 0 / 22%);
  animation: arrive 0.2s ease-out;
}
.panel * { box-sizing: border-box; margin: 0; }
[hidden], :is(.line, .status, .left, .expectation):empty { display: none !important; }
.panel.asking { border-color: var(--bad); animation: arrive 0.2s ease-out, call 0.9s ease-out 2; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.head {
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 10px 12px 10px 14px;
  background: var(--paper);
  border-block-end: 1px solid var(--line);
}
.folded .head { border-block-end: 0; }
.folded .gestures { display: none; }
.mark {
  flex: none;
  width: 10px;
  height: 10px;
  border-radius: 50%;
  background: var(--accent);
}
.asking .mark { background: var(--bad); }
.plain .mark { border: 2px solid var(--faint); background: transparent; }
.heading { flex: 1; min-width: 0; font-size: 1em; font-weight: 600; }
.gestures { overflow-y: auto; overscroll-behavior: contain; }
.gesture + .gesture { border-block-start: 1px solid var(--line); }
.photos { display: flex; flex-direction: column; padding: 4px 14px; list-style: none; }
.photo {
  display: grid;
  grid-template-columns: 72px minmax(0, 1fr);
  gap: 8px 12px;
  align-items: start;
  padding-block: 10px;
}
.photo + .photo { border-block-start: 1px solid var(--line); }
.thumbnail {
  position: relative;
  width: fit-content;
  min-width: 24px;
  justify-self: center;
  overflow: hidden;
  border-radius: 8px;
  background: var(--line);
}
.thumbnail:not(.drawn) { width: 72px; height: 54px; }
.picture { display: block; max-width: 72px; max-height: 72px; }
.face {
  position: absolute;
  border: 1.5px solid #fff;
  border-radius: 2px;
  box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
}
.facts { display: flex; flex-direction: column; gap: 2px; min-width: 0; }
.name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
/* A Latin name stays in its line's place in a panel from right to left. */
.panel[dir='rtl'] .name { text-align: right; }
/* Leaving out the only photo is cancelling. */
.gesture:has(> .photos > .photo[data-state='asking']:only-child) .foot { display: none; }
.status, .why, .line, .expectation { overflow-wrap: anywhere; }
.status, .faint, .left, .line, .expectation { color: var(--faint); }
.expectation { font-size: 0.9em; }
.left { font-size: 0.9em; font-variant-numeric: tabular-nums; }
.photo[data-verdict='all-stopped'] .status { color: var(--good); }
.photo[data-state='left-out'] .status, .why { color: var(--bad); }
.compare { padding-block-start: 4px; }
.compare .faint:empty { display: none; }
.progress { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; }
.bar {
  flex: 1 1 90px;
  height: 6px;
  appearance: none;
  border: 0;
  border-radius: 3px;
  overflow: hidden;
  background: var(--line);
}
.bar::-webkit-progress-bar { background: transparent; }
.bar::-webkit-progress-value { background: var(--accent); border-radius: 3px; }
.bar::-moz-progress-bar { background: var(--accent); border-radius: 3px; }
.bar:indeterminate {
  background: linear-gradient(90deg, var(--line) 35%, var(--accent) 50%, var(--line) 65%) 0 0 / 250% 100%;
  animation: slide 1.6s linear infinite;
}
.bar:indeterminate::-moz-progress-bar { background: transparent; }
.question { grid-column: 1 / -1; display: flex; flex-direction: column; gap: 4px; }
.buttons { display: flex; flex-wrap: wrap; gap: 6px; padding-block-start: 4px; }
.foot { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; padding: 0 14px 12px; }
.line { flex: 1 1 120px; }
.foot button:first-of-type { margin-inline-start: auto; }
button {
  padding: 4px 12px;
  border: 1px solid light-dark(#8b938f, #6b7679);
  border-radius: 99px;
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
button.main {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
}
button:hover { border-color: var(--accent); }
button:disabled { opacity: 0.5; cursor: default; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button.fold { flex: none; display: grid; place-items: center; width: 28px; height: 28px; padding: 0; border-color: transparent; }
button.fold::before {
  content: '';
  width: 8px;
  height: 8px;
  border: solid currentcolor;
  border-width: 0 2px 2px 0;
  transform: translateY(-2px) rotate(45deg);
}
.folded button.fold::before { transform: translateY(2px) rotate(225deg); }
@keyframes arrive { from { opacity: 0; transform: translateY(8px); } }
@keyframes call { 50% { box-shadow: 0 0 0 4px color-mix(in srgb, var(--bad) 45%, transparent); } }
@keyframes slide { from { background-position: 100% 0; } to { background-position: 0 0; } }
@media (prefers-reduced-motion: reduce) { .panel, .panel.asking, .bar:indeterminate { animation: none; } }
@media (forced-colors: active) { .panel { border-color: CanvasText; } }
`;

export function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
}
