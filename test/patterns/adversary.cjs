/** Texts that make a pattern slow, if any do, made of what the pattern itself looks for. In a thread: some would never end. */
const { parentPort, workerData } = require('node:worker_threads')

/** Of characters that a backtracking pattern goes over again and again this takes a second, of those gone over once microseconds. */
const LENGTH = 8_000
const SUSPECT_MS = 15
const LONGER = 2
/** A linear pattern takes twice as long, a quadratic one four times. */
const STEEP = 3

const USUAL = [' ', '1', 'a', '一', '-', '.', ',', '(', '[', '"', '/', ':', '<', '\t']

function charactersOf(source) {
  const bare = source.replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9a-fA-F]+\}?|\\[a-zA-Z]|\(\?[:=!<]+|[\\^$|()?*+{}]/g, '\u0000')
  const unescaped = [...source.matchAll(/\\u([0-9a-fA-F]{4})/g)].map((it) => String.fromCharCode(parseInt(it[1], 16)))
  const escaped = [...source.matchAll(/\\([^a-zA-Z0-9])/g)].map((it) => it[1])
  const own = [...new Set([...bare.replaceAll('\u0000', '').replace(/[[\]]/g, ''), ...unescaped, ...escaped])]
  const classes = [/\\s/.test(source) && ' ', /\\d/.test(source) && '1', /\\w/.test(source) && 'a'].filter(Boolean)
  return {
    all: [...new Set([...classes, ...own.slice(0, 10), ...USUAL])].slice(0, 18),
    first: [...new Set([...classes, ...own])].slice(0, 5),
  }
}

function wordsOf(source) {
  const runs = source.split(/[\\^$|()?*+{}[\].]+/).filter((it) => it.length > 0 && it.length < 20)
  return ['', ...new Set(runs.sort((a, b) => b.length - a.length))].slice(0, 5)
}

function* textsFor(source, length) {
  const { all, first } = charactersOf(source)
  const pumps = [
    ...all,
    ...first.flatMap((a) => first.filter((b) => b !== a).map((b) => a + b)),
    ...wordsOf(source).slice(1, 4),
  ]
  for (const before of wordsOf(source))
    for (const pump of pumps)
      for (const after of ['', '\u0001!']) yield before + pump.repeat(Math.ceil(length / pump.length)) + after
}

/** Milliseconds of the processor, not of the clock: what else the machine does is not the pattern's. */
function taken(pattern, text) {
  const since = process.cpuUsage()
  pattern.lastIndex = 0
  if (pattern.global) text.replace(pattern, '')
  else pattern.test(text)
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

function isSteep(pattern, source, i) {
  const nth = (length) => {
    let at = 0
    for (const text of textsFor(source, length)) if (at++ === i) return text
  }
  const [short, long] = [nth(LENGTH), nth(LENGTH * LONGER)]
  // The least of three is what it takes; the rest is the machine's.
  const least = (text) => Math.min(...[1, 2, 3].map(() => taken(pattern, text)))
  return least(long) > STEEP * Math.max(least(short), 0.5)
}

for (const { source, flags, place } of workerData.patterns) {
  parentPort.postMessage({ begins: place, source })
  const pattern = new RegExp(source, flags)
  let i = 0
  for (const text of textsFor(source, LENGTH)) {
    if (taken(pattern, text) > SUSPECT_MS && isSteep(pattern, source, i)) {
      parentPort.postMessage({ slow: `${place} /${source}/${flags} on ${JSON.stringify(text.slice(0, 24))}…` })
      break
    }
    i++
  }
}
parentPort.postMessage({ done: true })
