/**
 * Attributes that make the one tooltip layer of the shell show `text` beside an element, on hover and on focus. The text
 * must also be in the element's name or description: a tooltip is for eyes only.
 */
export function tip(text: string | null | undefined): { "data-tip"?: string } {
  return text ? { "data-tip": text } : {};
}
