/** The text as a link where it is nothing but an HTTP URL; annotations come from anywhere. */
export function safeLink(text: string): string | undefined {
  if (!/^https?:\/\/\S+$/i.test(text)) {
    return undefined;
  }
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
