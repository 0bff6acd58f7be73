/** Choices about looks that the server needs for its first answer; a year, this site only. */
export function rememberChoice(name: 'theme' | 'rail' | 'team', value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
