import peggy from 'peggy'; import {pegSource} from './line-peg.js';
import { readFileSync } from 'node:fs';
const p=peggy.generate(pegSource());
const t=readFileSync(process.argv[2]!,'latin1');
try{p.parse(t)}catch(e:any){console.log(JSON.stringify(t.slice(e.location.start.offset-40,e.location.start.offset+10)), pegSource().slice(0,3000))}
