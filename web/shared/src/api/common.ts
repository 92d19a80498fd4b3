import { Type, type Static } from "typebox";

export const Id = Type.String({ pattern: "^[1-9][0-9]{0,18}$", description: "64-bit id, decimal" });
export const Timestamp = Type.String({ description: "RFC 3339, UTC" });
export const Username = Type.String({ minLength: 1, maxLength: 30, pattern: "^[A-Za-z0-9._]+$" });

/** The same picture in one width: both URLs are signed and live for at least ten minutes. */
export const Source = Type.Object({
  width: Type.Integer(),
  height: Type.Integer(),
  avif: Type.String(),
  jpeg: Type.String(),
});
export type Source = Static<typeof Source>;

export const Avatar = Type.Object({
  blur: Type.String({ description: "placeholder made by media-server" }),
  sources: Type.Array(Source, { description: "narrowest first" }),
});
export type Avatar = Static<typeof Avatar>;

export const SecondCode = Type.String({
  pattern: "^[A-Za-z0-9 -]{6,24}$",
  description: "six digits of the authenticator app, or a recovery code",
});

export const Empty = Type.Null({ description: "no content" });

export const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
