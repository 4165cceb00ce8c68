import { allTypes, subset, typesFrom } from './subset.js';
import { compile } from '../src/compiler.js';
console.log(allTypes().length, typesFrom('application note').length, typesFrom('application note').join(' '));
const t=performance.now();
const base = new Set([...typesFrom('application note'), 'ok','error','echo','connect']);
const s = subset(base);
try { const f = compile(s); console.log([...f].map(([k,v])=>k+' '+v.length).join(', '), performance.now()-t);} catch(e:any){console.log(e.message.slice(0,1500))}
