interface Schema {
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly string[]
  readonly type?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}
export interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { responses: Readonly<Record<string, Content>>; requestBody?: Content }>>>
  >
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/**
 * TypeScript types for the page from the service's OpenAPI document: `Answers['GET /api/figures']` is what the door answers,
 * `Bodies['POST /api/engagements']` what it takes. Written by hand because the known generators need an older TypeScript;
 * the document uses a small part of JSON Schema, and whatever is not in that part is an error here, never `any`.
 */
export function typesFromOpenApi(document: OpenApi): string {
  const answers: string[] = []
  const bodies: string[] = []
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const route = `'${method.toUpperCase()} ${path}'`
      const answer = operation.responses?.['200']?.content?.['application/json']?.schema
      if (answer) answers.push(`  ${route}: ${typeOf(answer, '  ')}`)
      const body = operation.requestBody?.content?.['application/json']?.schema
      if (body) bodies.push(`  ${route}: ${typeOf(body, '  ')}`)
    }
  }
  const schemas = Object.entries(document.components.schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, it]) => `export type ${name} = ${typeOf(it, '')}\n`)
  return [
    `/** What each door answers. */\nexport interface Answers {\n${answers.join('\n')}\n}\n`,
    `/** What each door takes. */\nexport interface Bodies {\n${bodies.join('\n')}\n}\n`,
    ...schemas,
  ].join('\n')
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    if (name === '') throw new Error('a reference to nothing in the document')
    return name
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((it) => typeOf(it, indent)).join(' | ')
  if (schema.allOf?.length === 1) return typeOf(schema.allOf[0], indent)
  if (schema.enum) return schema.enum.map((it) => `'${it}'`).join(' | ')
  switch (schema.type) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return `readonly (${typeOf(schema.items ?? {}, indent)})[]`
    case 'object':
      return objectType(schema, indent)
    default:
      throw new Error(`a shape this generator does not know: ${JSON.stringify(schema)}`)
  }
}

function objectType({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  if (!properties) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown'
    return `Readonly<Record<string, ${values}>>`
  }
  const deeper = `${indent}  `
  const fields = Object.entries(properties).map(
    ([name, it]) => `${deeper}readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(it, deeper)}`,
  )
  return `{\n${fields.join('\n')}\n${indent}}`
}
