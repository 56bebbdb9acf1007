import { Body, Controller, Param, Post, type Type } from '@nestjs/common'
import { ApiBody } from '@nestjs/swagger'
import { validated } from '@pilot-ledger/http'
import type { Register, Step } from '../domain/register'
import { REGISTERS } from '../domain/registers'
import { type Exchange, HttpExchange, ProgrammeDesk, ProgrammeDoor } from './programme-desk'
import { type ContentClass, ITEM_CLASS, STEP_CLASS } from './register-dtos'

/** `POST /api/programmes/{programme}/<path>` opens an item of a register. */
function openingDoor(register: Register): Type {
  const content = ITEM_CLASS.get(register) as ContentClass

  @ProgrammeDoor()
  @Controller(`api/programmes/:programme/${register.path}`)
  class Door {
    constructor(private readonly desk: ProgrammeDesk) {}

    @Post()
    @ApiBody({ type: content })
    open(@Param('programme') id: string, @Body() body: unknown, @HttpExchange() exchange: Exchange) {
      return this.desk.record(id, register.event, validated(content, body), exchange)
    }
  }

  // OpenAPI names operations by their class: those of one name would not be told apart.
  Object.defineProperty(Door, 'name', { value: `${register.event}Door` })
  return Door
}

/** `POST /api/programmes/{programme}/<path>/{key}/<step>` takes a step. */
function stepDoor(register: Register, step: Step): Type {
  const content = STEP_CLASS.get(step) as ContentClass

  @ProgrammeDoor()
  @Controller(`api/programmes/:programme/${register.path}/:key/${step.path}`)
  class Door {
    constructor(private readonly desk: ProgrammeDesk) {}

    @Post()
    @ApiBody({ type: content })
    take(
      @Param('programme') id: string,
      @Param('key') key: string,
      @Body() body: unknown,
      @HttpExchange() exchange: Exchange,
    ) {
      return this.desk.record(id, step.event, { key, ...validated(content, body) }, exchange)
    }
  }

  Object.defineProperty(Door, 'name', { value: `${step.event}Door` })
  return Door
}

export const REGISTER_DOORS: readonly Type[] = REGISTERS.flatMap((register) => [
  openingDoor(register),
  ...register.steps.map((step) => stepDoor(register, step)),
])
