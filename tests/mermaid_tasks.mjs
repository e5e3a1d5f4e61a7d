// What Mermaid reads in the diagrams named: title and bars of each, as JSON. Run where it is installed.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

globalThis.window = new JSDOM("<!DOCTYPE html><body></body>").window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
const day = (moment) => moment.toISOString().slice(0, 10);
const read = {};
for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, "utf8");
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  read[path] = {
    title: db.getDiagramTitle(),
    bars: db.getTasks().map((bar) => [bar.section, bar.task.trim(), day(bar.startTime), day(bar.endTime), Boolean(bar.milestone)]),
  };
}
console.log(JSON.stringify(read));
