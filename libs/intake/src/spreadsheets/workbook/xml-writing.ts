const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

export const xmlText = (text: string) => text.replace(/[&<>\r]/g, (it) => MARKS[it])
const xmlValue = (text: string) => text.replace(/[&<>"\n\r\t]/g, (it) => MARKS[it])

/** An opening tag with those attributes that say something. */
export function openTag(name: string, attributes: Readonly<Record<string, string | undefined>> = {}): string {
  const stated = Object.entries(attributes).flatMap(([key, it]) =>
    it === undefined ? [] : [` ${key}="${xmlValue(it)}"`],
  )
  return `<${name}${stated.join('')}>`
}

export const element = (name: string, attributes: Readonly<Record<string, string | undefined>>, inside = '') =>
  `${openTag(name, attributes)}${inside}</${name}>`
