import { themeDeclarations } from './theme.ts';

const serif = `"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,"Liberation Serif",serif`;
const sans = `system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif`;

/** The style sheet of the page. Both themes are plain lists of variables, so that browsers without `light-dark()` read it too. */
export function styleSheet(): string {
  return `:root{color-scheme:light;${themeDeclarations('light')}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${themeDeclarations('dark')}}}
@media screen{:root[data-theme=dark]{color-scheme:dark;${themeDeclarations('dark')}}}
${layout}${tables}${charts}${narrowPages}${paper}`;
}

const layout = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 ${sans};font-variant-numeric:lining-nums}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
.kicker{display:flex;justify-content:space-between;align-items:baseline;gap:16px;margin:0;font-size:13px;color:var(--soft);border-top:3px solid var(--ink);padding-top:10px}
button{font:inherit;color:var(--soft);background:none;border:1px solid var(--rule);border-radius:3px;padding:2px 10px;cursor:pointer;white-space:nowrap}
button:hover{color:var(--ink);border-color:var(--soft)}
h1{font:600 clamp(30px,4.4vw,48px)/1.12 ${serif};letter-spacing:-.01em;margin:32px 0 16px;max-width:30ch;text-wrap:balance}
.lede{font:400 clamp(18px,2vw,22px)/1.5 ${serif};max-width:70ch;margin:0 0 24px;text-wrap:pretty}
h2{font:600 28px/1.2 ${serif};margin:0 0 6px}
h3{font:600 17px/1.35 ${sans};margin:0 0 2px}
h3 small,h4 small{font-weight:400;color:var(--soft)}
h3 small{font-size:14px;margin-left:4px}
h4{display:flex;justify-content:space-between;gap:8px;font:600 13px/1.4 ${sans};margin:0 0 2px}
a{color:var(--accent);text-underline-offset:2px}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,max-content));gap:12px 48px;margin:0 0 24px}
.facts dt{font-size:13px;color:var(--soft)}
.facts dd{margin:0;font:600 24px/1.25 ${serif}}
nav{display:flex;flex-wrap:wrap;gap:4px 22px;padding:10px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);font-size:14px}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
section{padding-top:52px}
.lead{color:var(--soft);margin-bottom:22px}
.soft,.note{color:var(--soft)}
.note{font-size:13px;max-width:84ch;margin:8px 0 0}
footer{margin-top:64px;padding-top:28px;padding-bottom:48px}
footer h2{font-size:20px;border-top:3px solid var(--ink);padding-top:14px}
footer dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:14px 40px;font-size:13.5px;margin:12px 0 0}
footer dt{font-weight:600}
footer dd{margin:0;color:var(--soft);overflow-wrap:anywhere}`;

const tables = `
.scroll{overflow-x:auto;margin-top:8px}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums lining-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:7px 12px 7px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
thead th{font-weight:600;font-size:13px;border-bottom:1px solid var(--soft);vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:600;position:sticky;left:0;background:var(--paper)}
th small,td small{display:block;font-weight:400;font-size:12px;color:var(--soft);white-space:nowrap}
.numbers2 :is(td,th):nth-child(n+2),.numbers3 :is(td,th):nth-child(n+3){text-align:right;padding-right:0;padding-left:12px}
td:nth-child(2){white-space:nowrap}.numbers2 td,.numbers3 td{white-space:nowrap}.names{font-weight:400;white-space:normal}
b.above{color:var(--above)}
b.below{color:var(--below)}
.bar{display:block;width:100%;max-width:84px;height:4px;margin-top:4px;background:linear-gradient(var(--above),var(--above)) 0/var(--share) 100% no-repeat var(--grid);print-color-adjust:exact}
.licence{display:block}
code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.checks{list-style:none;padding:0;margin:12px 0 0;font-size:14px;columns:2 380px;column-gap:40px}
.agrees{color:var(--good)}
.disagrees{color:var(--alert);font-weight:600}
strong.agrees,strong.disagrees{font-size:17px}`;

const charts = `
.figures{display:grid;grid-template-columns:minmax(0,1fr);gap:40px 28px;grid-auto-flow:dense}
figure{margin:0;min-width:0}
figcaption p{margin:0 0 10px;color:var(--soft);font-size:15px;max-width:84ch}
.panels{display:grid;gap:20px 28px;grid-template-columns:minmax(0,1fr)}
.panel{min-width:0}
.beside{display:grid;gap:8px 28px;align-items:end}
.lead .legend{max-width:none;margin:0}
svg{display:block;width:100%;height:auto;overflow:visible}
.narrow{display:none}
.legend{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;margin:8px 0 0;font-size:13px;color:var(--soft)}
.key{display:inline-flex;align-items:center;gap:6px}
.key i{display:inline-block;width:16px;height:12px;background:var(--key);border-radius:2px;print-color-adjust:exact}
.key.hollow i{background:none;border:1px solid var(--key)}
.key.ring i{width:10px;height:10px;border-radius:50%;background:none;border:1.5px solid var(--key)}
.key.line i{height:3px;border-radius:0}
.key.faint i{height:1px;border-radius:0}
.key.dash i{height:0;border-radius:0;background:none;border-top:2px dashed var(--key)}
@media (min-width:700px){.figures,.span3 .panels,.span2 .panels{grid-template-columns:repeat(2,minmax(0,1fr))}.span2,.span3{grid-column:span 2}}
@media (min-width:1040px){.beside{grid-template-columns:2fr 1fr}.beside .legend{flex-direction:column;align-items:flex-start}.figures,.span3 .panels:not(.two){grid-template-columns:repeat(3,minmax(0,1fr))}.span3{grid-column:span 3}}`;

const narrowPages = `
@media screen and (max-width:699px){.wide{display:none}.narrow{display:block}header,main,footer{padding-left:16px;padding-right:16px}section{padding-top:40px}}`;

const paper = `
@media print{body{font-size:11pt;background:none}button,nav{display:none}figure,.panel,tr{break-inside:avoid}h2,h3,h4{break-after:avoid}
header,main,footer{max-width:none;padding-left:0;padding-right:0}section{padding-top:24px}svg,.key i{print-color-adjust:exact}.scroll{overflow:visible}
table{font-size:8.5pt}th,td{padding-right:8px}thead th,th small,td small{white-space:normal;font-size:8pt}tbody th{position:static;background:none}
.figures,.span3 .panels,.span2 .panels{grid-template-columns:repeat(2,minmax(0,1fr))}.span2,.span3{grid-column:span 2}}`;
