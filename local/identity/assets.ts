/** Style and script of the sign-in pages; inline, because the pages load nothing. */

export const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --surface: #fff; --ink: #16191d; --soft: #59626e; --line: #dde1e6; --accent: #3451b2; --tint: #e6ebfa; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #111316; --surface: #1a1d21; --ink: #eceef1; --soft: #a3acb8; --line: #30353c; --accent: #9db1ff; --tint: #262d45; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1rem 4rem; }
.brand { margin: 0 0 2rem; font-weight: 650; letter-spacing: -.01em; color: var(--accent); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; }
h2 { margin: 2rem 0 .5rem; font-size: .875rem; color: var(--soft); font-weight: 600; }
.lead { margin: .5rem 0 0; color: var(--soft); }
.filter:not([hidden]) { display: block; margin-top: 1.5rem; font-size: .875rem; color: var(--soft); }
input { display: block; width: 100%; margin-top: .25rem; padding: .625rem .75rem; font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; }
ul { margin: 0; padding: 0; list-style: none; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
li + li { border-top: 1px solid var(--line); }
li[hidden], ul[hidden], h2[hidden] { display: none; }
li { content-visibility: auto; contain-intrinsic-size: auto 4.0625rem; }
button { font: inherit; color: inherit; cursor: pointer; }
li button { display: flex; align-items: center; gap: .75rem; width: 100%; min-height: 4rem; padding: .625rem 1rem; text-align: left; background: none; border: 0; }
li button:hover { background: var(--tint); }
button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.avatar { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%; background: var(--tint); color: var(--accent); font-size: .8125rem; font-weight: 650; }
strong, small { display: block; }
strong { font-weight: 600; }
small, em { color: var(--soft); font-size: .8125rem; font-style: normal; }
em { margin-left: auto; text-align: right; }
.primary { margin-top: 1.5rem; padding: .625rem 1.25rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--surface); font-weight: 600; }
.primary:focus-visible { outline-offset: 2px; }
`;

/** Filters the list as one types; arrows move through it, Enter in the box takes the first. */
export const filterScript = `
const label = document.querySelector('.filter');
const box = label.querySelector('input');
const none = document.querySelector('.none');
const items = [...document.querySelectorAll('li')].map((item) => ({ item, button: item.querySelector('button'), text: item.textContent.toLowerCase() }));
const visible = () => items.filter(({ item }) => !item.hidden).map(({ button }) => button);
label.hidden = false;
box.focus();
box.addEventListener('input', () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const { item, text } of items) item.hidden = !words.every((word) => text.includes(word));
  for (const list of document.querySelectorAll('ul')) {
    list.hidden = ![...list.children].some((item) => !item.hidden);
    list.previousElementSibling.hidden = list.hidden;
  }
  none.hidden = visible().length > 0;
});
document.addEventListener('keydown', (event) => {
  const buttons = visible();
  const at = buttons.indexOf(document.activeElement);
  if (event.key === 'Enter' && document.activeElement === box) { event.preventDefault(); buttons[0]?.click(); }
  if (event.key === 'ArrowDown') { event.preventDefault(); buttons[Math.min(at + 1, buttons.length - 1)]?.focus(); }
  if (event.key === 'ArrowUp') { event.preventDefault(); if (at <= 0) box.focus(); else buttons[at - 1].focus(); }
});
`;
