import * as fc from 'fast-check';
import { transcript } from '../src/arbitraries.js';
import { decode } from '../src/index.js';
const all = fc.sample(transcript(), {seed:800,numRuns:400}) as any[];
console.log(all.length, Object.keys(all[5]!), all.filter(x=>x.bytes.length>0).length);
let n=0, once=0, twice=0;
for (const s of all.filter(x=>x.bytes.length>0)) {
  const d = decode(s.bytes);
  const ok = d.length===s.messages.length && d.every((m,i)=>m.type===s.messages[i].type);
  if (ok) once++;
  const d2 = decode(Buffer.concat([s.bytes,s.bytes]));
  const ok2 = d2.length===2*s.messages.length && d2.every((m,i)=>m.type===s.messages[i%s.messages.length].type);
  if (ok2) twice++; else if (n++<4) { const i=d2.findIndex((m,i)=>m.type!==s.messages[i%s.messages.length].type); console.log(JSON.stringify(Buffer.from(s.bytes).toString('latin1')).slice(0,600), i, d2[i], s.messages[i%s.messages.length]); }
}
console.log(once,twice);
