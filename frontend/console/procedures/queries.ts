/** Under which key the standard procedures are kept while their page is open. */
export const PRESETS = ["presets"] as const;
