import { drawView, escapeHtml, type View } from './view';

const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--line:#e3e6ea;--text:#1c2430;--soft:#667085;--accent:#3457d5;--good:#0a7a4b;--goodbg:#e3f6ec;--bad:#b42318;--badbg:#fdeceb;--wait:#8a5a00;--waitbg:#fdf3dc;--code:#f0f2f5}
@media(prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1a2029;--line:#2b3440;--text:#e6eaf0;--soft:#94a0b3;--accent:#8ea6ff;--good:#5fd39a;--goodbg:#143527;--bad:#ff8a80;--badbg:#3d1d1c;--wait:#f0c060;--waitbg:#3a2e12;--code:#232b36}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1480px;margin:0 auto;padding:28px 20px 60px}header{display:flex;align-items:baseline;gap:12px;flex-wrap:wrap}
h1{font-size:22px;margin:0}header p{margin:0;color:var(--soft)}#live{margin-left:auto;font-size:12px;color:var(--soft)}
#live::before{content:"";display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--good);margin-right:6px}#live.lost::before{background:var(--bad)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(250px,1fr));gap:12px;margin:20px 0 12px}.facts>div,.number,section{background:var(--card);border:1px solid var(--line);border-radius:10px}
.facts>div{padding:10px 14px}dt{font-size:12px;color:var(--soft)}dd{margin:2px 0 0;overflow-wrap:anywhere}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px}.number{padding:12px 14px}.number b{display:block;font-size:22px;font-variant-numeric:tabular-nums}.number span{color:var(--soft);font-size:12px}
section{margin-top:16px;overflow:hidden}h2{font-size:14px;margin:0;padding:12px 14px;border-bottom:1px solid var(--line)}.empty{margin:0;padding:14px;color:var(--soft)}
.scroll{overflow:auto;max-height:460px}table{border-collapse:collapse;width:100%}th{position:sticky;top:0;background:var(--card);text-align:left;font-weight:500;color:var(--soft);font-size:12px}
th,td{padding:7px 14px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}th{white-space:nowrap}tr:last-child td{border-bottom:0}td{min-width:60px}
.good,.bad,.wait{padding:1px 8px;border-radius:20px;font-size:12px;white-space:nowrap}.good{color:var(--good);background:var(--goodbg)}.bad{color:var(--bad);background:var(--badbg)}.wait{color:var(--wait);background:var(--waitbg)}
.quiet{color:var(--soft);white-space:nowrap}.code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px;background:var(--code);padding:1px 6px;border-radius:5px}
.with-button{display:inline-flex;gap:6px;align-items:center;margin:1px 0}button{font:inherit;font-size:12px;padding:1px 8px;border:1px solid var(--line);border-radius:6px;background:none;color:var(--accent);cursor:pointer}button:hover{border-color:var(--accent)}
`;

// Only what changed is replaced, so that nothing flickers and a scrolled table stays where it is.
const SCRIPT = `
const main=document.getElementById('content'),live=document.getElementById('live');let last=main.innerHTML;
function show(html){if(html===last)return;last=html;
const tops=[...main.querySelectorAll('.scroll')].map(e=>e.scrollTop);main.innerHTML=html;
main.querySelectorAll('.scroll').forEach((e,i)=>{e.scrollTop=tops[i]||0})}
async function refresh(){try{const r=await fetch('/_sandbox/state?html=1');show((await r.json()).html);live.className='';live.textContent='live'}
catch{live.className='lost';live.textContent='sandbox stopped'}}
main.addEventListener('click',async e=>{const b=e.target.closest('button[data-post]');if(!b)return;b.disabled=true;
await fetch(b.dataset.post,{method:'POST',headers:{'content-type':'application/json'},body:b.dataset.body});refresh()});
setInterval(refresh,2000);
`;

/** The whole status page: self-contained, refreshes itself. */
export function statusPage(title: string, view: View): string {
	const name = escapeHtml(title);
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${name} sandbox</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main><header><h1>${name} sandbox</h1><p>A local server that answers as the platform does.</p><span id="live">live</span></header>
<div id="content">${drawView(view)}</div></main><script>${SCRIPT}</script></body></html>`;
}
