export const COLOURS = {
  success: '#16a34a',
  failure: '#dc2626',
  ending: '#d97706',
  open: '#60a5fa',
  attempt: '#bfdbfe',
  calm: '#94a3b8',
  limit: '#7c3aed',
} as const;

const keys = Object.entries(COLOURS)
  .map(([meaning, colour]) => `.key.${meaning}::before { background: ${colour}; }`)
  .join('\n');

export const style = `
body { font: 14px system-ui, sans-serif; margin: 12px; color: #0f172a; background: #fff; }
.title { font-size: 18px; margin: 0 0 4px; }
.about, .legend { color: #475569; margin: 0 0 8px; }
.key { margin-right: 16px; white-space: nowrap; }
.key::before { content: ''; display: inline-block; width: 12px; height: 12px; margin-right: 5px; border-radius: 2px; vertical-align: -1px; }
.tip { position: absolute; display: none; z-index: 200; max-width: 60ch; padding: 5px 8px; border-radius: 4px; background: #0f172a;
  color: #fff; font: 12px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; pointer-events: none; }
${keys}
`;
