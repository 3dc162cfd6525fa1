/** A label set as PromQL writes it; values are text and nothing else. */
export function Labels({of, without = []}: {of: Readonly<Record<string, string>>; without?: readonly string[]}) {
  return <bdi class="mono">{labelText(of, without)}</bdi>;
}

export function labelText(of: Readonly<Record<string, string>>, without: readonly string[] = []): string {
  const pairs = Object.entries(of)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `${name}=${visible(JSON.stringify(value))}`);
  return `{${pairs.join(', ')}}`;
}

/** The text with what steers its direction, or is not seen, in escapes. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
