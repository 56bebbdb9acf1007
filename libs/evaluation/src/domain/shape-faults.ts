import { type Refusal, refuse, shortened } from '@pilot-ledger/kernel'
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020'

/** What the scheme's schema uses: branches of a `oneOf` are objects that differ by a property with a `const`. */
export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly minItems?: number
  readonly maxItems?: number
  readonly type?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  /** What is expected, in Chinese and English. */
  readonly title?: string
  readonly description?: string
  readonly const?: unknown
  readonly oneOf?: readonly SchemaNode[]
  readonly $defs?: Readonly<Record<string, SchemaNode>>
}

let compiled: { readonly schema: SchemaNode; readonly valid: ValidateFunction } | undefined

/** Every part of a document that breaks a schema, each with its pointer: what is published is what is checked. */
export function shapeFaults(schema: SchemaNode, document: unknown): Refusal[] {
  if (compiled?.schema !== schema) {
    const ajv = new Ajv2020({
      ...{
        strict: false,
        validateFormats: false,
        allErrors: true,
        verbose: true,
        messages: false,
        discriminator: true,
      },
    })
    compiled = { schema, valid: ajv.compile(branching(schema) as object) }
  }
  const { valid } = compiled
  if (valid(document)) return []
  const faults = (valid.errors ?? []).flatMap(faultsOf)
  // A text may break both its length and its pattern.
  return [...new Map(faults.map((it) => [`${it.code} ${it.pointer}`, it])).values()]
}

/**
 * So that the validator says where: of the branch that a document means, not that it fits none; and a list far too long is told as
 * such, not item by item.
 */
function branching(node: SchemaNode): SchemaNode {
  const each = (nodes: Readonly<Record<string, SchemaNode>>) =>
    Object.fromEntries(Object.entries(nodes).map(([name, it]) => [name, branching(it)]))
  const { properties, items, oneOf, $defs, ...rest } = node
  return {
    ...rest,
    ...($defs && { $defs: each($defs) }),
    ...(properties && { properties: each(properties) }),
    ...(items && { prefixItems: Array(node.maxItems).fill(branching(items)) }),
    ...(oneOf && { type: 'object', discriminator: { propertyName: tagOf(oneOf) }, oneOf: oneOf.map(branching) }),
  }
}

const tagOf = ([{ properties = {} }]: readonly SchemaNode[]) =>
  Object.keys(properties).find((it) => 'const' in properties[it]) as string

function faultsOf({ keyword, instancePath: at, params, parentSchema, data }: ErrorObject): Refusal[] {
  switch (keyword) {
    case 'required':
      return [fault('field-missing', `${at}/${params.missingProperty}`)]
    case 'additionalProperties':
      return [fault('unknown-property', `${at}/${escaped(params.additionalProperty)}`)]
    case 'discriminator': {
      const { tag } = params
      if (!Object.hasOwn(data as object, tag)) return [fault('field-missing', `${at}/${tag}`)]
      const branches: readonly SchemaNode[] = parentSchema?.oneOf
      return [
        unknownValue(
          `${at}/${tag}`,
          branches.map((it) => String(it.properties?.[tag].const)),
        ),
      ]
    }
    case 'const':
      return [unknownValue(at, [String(params.allowedValue)])]
    case 'enum':
      return [unknownValue(at, params.allowedValues)]
    case 'uniqueItems':
      return twice(data as readonly unknown[]).map((i) => fault('value-twice', `${at}/${i}`))
    case 'minItems':
    case 'maxItems':
      return [listFault(parentSchema as SchemaNode, at)]
    case 'type':
      return [typeFault(params.type, parentSchema as SchemaNode, at)]
    default:
      return [{ ...expectedOf(parentSchema as SchemaNode), pointer: at }]
  }
}

const twice = (values: readonly unknown[]) => {
  const texts = values.map((it) => JSON.stringify(it))
  return texts.flatMap((it, i) => (texts.indexOf(it) < i ? [i] : []))
}
const escaped = (key: string) => shortened(key, 64).replaceAll('~', '~0').replaceAll('/', '~1')

const WORDS = {
  'field-missing': ['缺少必填项', 'the field is missing'],
  'unknown-property': ['未定义的字段', 'there is no such field'],
  'object-expected': ['须为 JSON 对象', 'an object is expected'],
  'text-expected': ['须为字符串（数值也写成带引号的十进制数）', 'a string is expected, also for a number: in quotes'],
  'value-twice': ['重复', 'the value stands here twice'],
} as const
const EXPECTED: Readonly<Record<string, keyof typeof WORDS>> = {
  object: 'object-expected',
  string: 'text-expected',
}

function fault(code: keyof typeof WORDS, pointer: string): Refusal {
  const [zh, en] = WORDS[code]
  return refuse(code, { pointer, zh, en })
}

function typeFault(type: string, node: SchemaNode, at: string): Refusal {
  if (type === 'array') return listFault(node, at)
  const code = EXPECTED[type]
  return code === undefined ? { ...expectedOf(node), pointer: at } : fault(code, at)
}

/** `value-format`, in the words of what the schema asks for there. */
function expectedOf({ type, minLength = 0, maxLength, minimum, maximum, title, description }: SchemaNode): Refusal {
  if (title !== undefined && description !== undefined) return refuse('value-format', { zh: title, en: description })
  if (type === 'integer' || type === 'number')
    return refuse('value-format', {
      zh: `须为 ${minimum ?? 0}–${maximum ?? '…'} 的整数`,
      en: `a whole number from ${minimum ?? 0} to ${maximum ?? '…'} is expected`,
    })
  return refuse('value-format', {
    zh: `须为 ${minLength}–${maxLength ?? '…'} 个字符，不含控制字符`,
    en: `${minLength} to ${maxLength ?? '…'} characters are expected, none of control`,
  })
}

function listFault({ minItems = 0, maxItems }: SchemaNode, pointer: string): Refusal {
  return refuse('list-expected', {
    pointer,
    zh: `须为 ${minItems}–${maxItems} 项的列表`,
    en: `a list of ${minItems} to ${maxItems} is expected`,
  })
}

function unknownValue(pointer: string, known: readonly string[]): Refusal {
  return refuse('unknown-value', { pointer, zh: `可选值：${known.join('、')}`, en: `one of ${known.join(', ')}` })
}
