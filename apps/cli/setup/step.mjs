import { spawn } from 'node:child_process'

/**
 * Runs one step of the set-up: a line that counts the seconds on a terminal, a line before and after elsewhere. What the
 * step itself says is shown only when it fails, followed by one line that names it. Resolves to whether it worked.
 */
export async function runStep(title, command, args, cwd) {
  const began = Date.now()
  const stopClock = startClock(title, began)
  const { code, output } = await outputOf(command, args, cwd)
  stopClock()
  if (code === 0) {
    console.log(`✓ ${title} (${secondsSince(began)})`)
    return true
  }
  process.stderr.write(output.endsWith('\n') ? output : `${output}\n`)
  console.error(`✗ ${title}: 失败 failed (${secondsSince(began)}, ${typeof code === 'number' ? `exit ${code}` : code})`)
  return false
}

function outputOf(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const pieces = []
    child.stdout.on('data', (it) => pieces.push(it))
    child.stderr.on('data', (it) => pieces.push(it))
    const end = (code) => resolve({ code, output: Buffer.concat(pieces).toString('utf8') })
    child.once('error', (error) => {
      pieces.push(Buffer.from(`${command}: ${error.message}`))
      end(error.code)
    })
    child.once('close', (code, signal) => end(code ?? signal))
  })
}

function startClock(title, began) {
  if (!process.stdout.isTTY) {
    console.log(`… ${title}`)
    return () => undefined
  }
  const draw = () => process.stdout.write(`\r\x1b[K… ${title} ${secondsSince(began)}`)
  draw()
  const timer = setInterval(draw, 200)
  return () => {
    clearInterval(timer)
    process.stdout.write('\r\x1b[K')
  }
}

function secondsSince(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`
}
