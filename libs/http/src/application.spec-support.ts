import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common'
import { refuse } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { createHttpApplication } from './application'
import { Amount, Text } from './fields'
import { RefusalException } from './problem'

class InvoiceDto {
  @Text(64)
  number!: string
  @Amount()
  amount!: string
}

/** A door of a few routes, enough to show what every door gets. */
@Controller('api/contracts')
class ContractsController {
  @Get(':id')
  show(@Param('id') id: string, @Query('client') client?: string) {
    return { id, client }
  }

  @Post(':id/invoices')
  invoice(@Body() body: InvoiceDto) {
    return body
  }

  @Post(':id/refusals')
  refuseIt() {
    throw new RefusalException([
      refuse('amendment-below-invoiced', {
        rule: 'H3',
        pointer: '/newAmount',
        zh: '低于已开票',
        en: 'below what is invoiced',
      }),
    ])
  }

  @Post(':id/failures')
  fail() {
    throw new Error('no such table: contracts of 示例药业')
  }
}

@Module({ controllers: [ContractsController] })
class ContractsModule {}

/** The application with its door, and the lines it has logged. */
export async function contractsApplication(fault: () => string | undefined = () => undefined) {
  const lines: string[] = []
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) })
  const readiness = [{ name: 'log', fault }]
  const app = await createHttpApplication(ContractsModule, { actor: '本机录入员', readiness, logger })
  return { app, logger, lines, log: () => lines.map((it) => JSON.parse(it) as Record<string, unknown>) }
}

export type ContractsApplication = Awaited<ReturnType<typeof contractsApplication>>
