/** Short spelling of OpenAPI operations, in the shape that openapi-fetch reads; generated types can take their place. */

interface Shape {
  path?: object;
  query?: object;
  header?: object;
  body?: unknown;
  answer: unknown;
}

interface Json<T> {
  content: { "application/json": T };
}

export type Operation<O extends Shape> = {
  parameters: Pick<O, Extract<keyof O, "path" | "query" | "header">>;
  responses: { 200: Json<O["answer"]> };
} & (O extends { body: infer Body } ? { requestBody: Json<Body> } : { requestBody?: never });
