/**
 * The page's policy lets no text become markup. Style sheets are set as text by the component
 * library, and hold no tag; whatever holds one is refused, whoever sends it.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown;
}

declare global {
  interface Window {
    trustedTypes?: TrustedTypes;
  }
}

window.trustedTypes?.createPolicy("default", {
  createHTML(text) {
    if (text.includes("<")) throw new TypeError("Markup from text is not allowed here");
    return text;
  },
});

export {};
