// The look of the plain pages of the authority, which no bundler makes: the tokens of shared/ui/tokens.css they use (a
// test holds the two together) and a rule for each element. Nothing from elsewhere.

/** Name and value, as in tokens.css: by day and by night. */
export const TOKENS = {
  day: {
    canvas: '#f6f7f7',
    surface: '#ffffff',
    sunken: '#eff1f1',
    line: '#e1e5e5',
    'line-control': '#8a9496',
    text: '#15191a',
    'text-soft': '#4b5557',
    accent: '#0d6e66',
    'accent-strong': '#09544e',
    'on-accent': '#ffffff',
    focus: '#0d6e66',
  },
  night: {
    canvas: '#0f1314',
    surface: '#161b1c',
    sunken: '#0b0e0f',
    line: '#262e30',
    'line-control': '#6b7779',
    text: '#e9eeee',
    'text-soft': '#aeb9bb',
    accent: '#4fc3b6',
    'accent-strong': '#7ad8cd',
    'on-accent': '#06211e',
    focus: '#6fd3c7',
  },
} as const

const declared = (tokens: Readonly<Record<string, string>>) =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')

export const PAGE_STYLE = `:root{color-scheme:light dark;${declared(TOKENS.day)}}
@media (prefers-color-scheme:dark){:root{${declared(TOKENS.night)}}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--canvas);color:var(--text);font:16px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
main{width:100%;max-width:460px;padding:32px;background:var(--surface);border:1px solid var(--line);border-radius:14px}
.mark{margin:0 0 24px;color:var(--accent);font-weight:700;letter-spacing:-.01em}
h1{margin:0 0 12px;font-size:21px;font-weight:640;letter-spacing:-.012em;line-height:1.25;overflow-wrap:anywhere}
p{margin:0 0 16px;color:var(--text-soft)}
main>:last-child{margin-bottom:0}
a{color:var(--accent)}
a:hover{color:var(--accent-strong)}
pre{margin:0 0 16px;padding:12px;overflow-x:auto;background:var(--sunken);border-radius:6px;font:14px/1.4 ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace}
label{display:block;margin-bottom:4px;color:var(--text);font-weight:600}
input{width:100%;min-height:42px;padding:5px 12px;background:var(--surface);color:var(--text);border:1px solid var(--line-control);border-radius:6px;font:inherit}
button{width:100%;min-height:42px;padding:5px 16px;background:var(--accent);color:var(--on-accent);border:0;border-radius:6px;font:inherit;font-weight:600;cursor:pointer}
button:hover{background:var(--accent-strong)}
button:disabled{opacity:.6;cursor:progress}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
[role=status]{color:var(--text);font-weight:600}
[role=status]:empty{margin:0}
[hidden]{display:none}
@media (max-width:420px){main{padding:24px 16px}}
`
