import { type Refusal, refuse, shortened } from '@pilot-ledger/kernel'

/** The words of JSON Schema that the scheme's schema uses; `oneOf` branches differ by a property with a `const`. */
export interface SchemaNode {
  readonly $ref?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly items?: SchemaNode
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly enum?: readonly string[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly oneOf?: readonly SchemaNode[]
  readonly $defs?: Readonly<Record<string, SchemaNode>>
}

/**
 * Every place in which a document breaks a schema, each with its pointer: what is published is what is checked. A test holds
 * it against a full validator. Patterns are read with the `u` flag, as JSON Schema asks.
 */
export function shapeFaults(root: SchemaNode, document: unknown): Refusal[] {
  return faultsOf(root, root, document, '')
}

function faultsOf(root: SchemaNode, node: SchemaNode, value: unknown, at: string): Refusal[] {
  if (node.$ref !== undefined) return faultsOf(root, named(root, node.$ref), value, at)
  if (node.oneOf) return ofBranch(root, node.oneOf, value, at)
  if ('const' in node) return value === node.const ? [] : [unknownValue(at, [String(node.const)])]
  if (node.enum) return node.enum.includes(value as string) ? [] : [unknownValue(at, node.enum)]
  switch (node.type) {
    case 'object':
      return isObject(value) ? ofObject(root, node, value, at) : [fault('object-expected', at)]
    case 'array':
      return Array.isArray(value) ? ofArray(root, node, value, at) : [listFault(node, at)]
    case 'integer':
      return Number.isSafeInteger(value) && inRange(node, value as number) ? [] : [fault('value-format', at)]
    default:
      if (typeof value !== 'string') return [fault('text-expected', at)]
      return fits(node, value) ? [] : [fault('value-format', at)]
  }
}

function ofObject(root: SchemaNode, node: SchemaNode, value: Record<string, unknown>, at: string): Refusal[] {
  const { properties = {}, required = [] } = node
  const missing = required.filter((it) => !Object.hasOwn(value, it)).map((it) => fault('field-missing', `${at}/${it}`))
  const others = Object.keys(value)
    .filter((it) => !Object.hasOwn(properties, it))
    .map((it) => fault('unknown-property', `${at}/${escaped(it)}`))
  const inside = Object.keys(properties)
    .filter((it) => Object.hasOwn(value, it))
    .flatMap((it) => faultsOf(root, properties[it], value[it], `${at}/${it}`))
  return [...missing, ...others, ...inside]
}

function ofArray(root: SchemaNode, node: SchemaNode, value: readonly unknown[], at: string): Refusal[] {
  const { minItems = 0, maxItems = Number.MAX_SAFE_INTEGER, items = {}, uniqueItems } = node
  const length = value.length < minItems || value.length > maxItems ? [listFault(node, at)] : []
  const texts = value.map((it) => JSON.stringify(it))
  const twice = uniqueItems
    ? texts.flatMap((it, i) => (texts.indexOf(it) < i ? [fault('value-twice', `${at}/${i}`)] : []))
    : []
  // A list far too long is told as such, not item by item.
  const inside = value.slice(0, maxItems).flatMap((it, i) => faultsOf(root, items, it, `${at}/${i}`))
  return [...length, ...twice, ...inside]
}

function ofBranch(root: SchemaNode, branches: readonly SchemaNode[], value: unknown, at: string): Refusal[] {
  if (!isObject(value)) return [fault('object-expected', at)]
  const tag = Object.entries(branches[0].properties ?? {}).find(([, it]) => 'const' in it)?.[0] as string
  const branch = branches.find((it) => it.properties?.[tag].const === value[tag])
  if (branch) return faultsOf(root, branch, value, at)
  if (!Object.hasOwn(value, tag)) return [fault('field-missing', `${at}/${tag}`)]
  const known = branches.map((it) => String(it.properties?.[tag].const))
  return [unknownValue(`${at}/${tag}`, known)]
}

function fits({ pattern, minLength = 0, maxLength = Number.MAX_SAFE_INTEGER }: SchemaNode, value: string): boolean {
  const length = [...value].length
  return length >= minLength && length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(value))
}

function inRange({ minimum = -Infinity, maximum = Infinity }: SchemaNode, value: number): boolean {
  return value >= minimum && value <= maximum
}

function named(root: SchemaNode, reference: string): SchemaNode {
  return root.$defs?.[reference.slice('#/$defs/'.length)] as SchemaNode
}

const isObject = (it: unknown): it is Record<string, unknown> =>
  typeof it === 'object' && it !== null && !Array.isArray(it)
const escaped = (key: string) => shortened(key, 64).replaceAll('~', '~0').replaceAll('/', '~1')

const WORDS = {
  'field-missing': ['缺少必填项', 'the field is missing'],
  'unknown-property': ['未定义的字段', 'there is no such field'],
  'object-expected': ['须为 JSON 对象', 'an object is expected'],
  'text-expected': ['须为字符串（数值也写成带引号的十进制数）', 'a string is expected, also for a number: in quotes'],
  'value-format': ['格式不符', 'the value does not have the form expected'],
  'value-twice': ['重复', 'the value stands here twice'],
} as const

function fault(code: keyof typeof WORDS, pointer: string): Refusal {
  const [zh, en] = WORDS[code]
  return refuse(code, { pointer, zh, en })
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
