type Values = Readonly<Record<string, unknown>>

/** The body of a form's values: empty fields are absent, a dropped file gives its name and hash. */
export function bodyOf(values: Values): Values {
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (name === 'file' && isObject(value)) Object.assign(body, { fileName: value.fileName, sha256: value.sha256 })
    else if (isObject(value)) {
      const inner = bodyOf(value)
      if (Object.keys(inner).length > 0) body[name] = inner
    } else if (value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
      body[name] = value
  }
  return body
}

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
