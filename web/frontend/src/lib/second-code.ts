/** A code as it is sent, without what people put between its parts. */
export const cleanCode = (text: string): string => text.replace(/[\s-]/g, "");

/** Whether it looks like six digits of an app, or like a recovery code. */
export const looksLikeCode = (text: string): boolean => /^(\d{6}|[a-z2-7]{10})$/i.test(cleanCode(text));
