import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { RemembersAsking } from './allowance'
import { CloseCertificates } from './close-certificates.service'
import { FigureCertificates } from './figure-certificates.service'
import { CertificateCut, CertificateWindow, SealCertificateQuery, TotalCertificateQuery } from './queries'
import { SealCertificates } from './seal-certificates.service'
import { PACKED, PLAIN, sent } from './sent'
import { StatementCertificates } from './statement-certificates.service'

const BYTES = { schema: { type: 'string', format: 'binary' } }
/** Made anew each time: with the last checkpoint. */
const NOT_KEPT = 'no-store'

const certificateOf =
  (summary: string): MethodDecorator =>
  (target, key, descriptor) => {
    ApiOperation({ summary: `${summary}（docs/certificate.md）` })(target, key, descriptor)
    ApiOkResponse({ content: { [PLAIN]: BYTES, [PACKED]: BYTES } })(target, key, descriptor)
    Header('cache-control', NOT_KEPT)(target, key, descriptor)
  }

/** 证书: a figure with every entry that it is made of, checked offline by whoever trusts nobody. */
@ApiTags('证明 proof')
@Controller('api')
@UseInterceptors(RemembersAsking)
export class CertificatesController {
  constructor(
    private readonly figures: FigureCertificates,
    private readonly closes: CloseCertificates,
    private readonly seals: SealCertificates,
    private readonly statements: StatementCertificates,
  ) {}

  @Get('platforms/:id/figures/:code/certificate')
  @certificateOf('指标证书 · the certificate of a platform’s figure')
  async ofPlatform(@Param('id') id: string, @Param('code') code: string, @Query() query: CertificateWindow) {
    return sent(await this.figures.ofPlatform(id, code, query), query)
  }

  @Get('figures/total/:code/certificate')
  @certificateOf('合计证书 · the certificate of a figure over several platforms')
  async ofTotal(@Param('code') code: string, @Query() query: TotalCertificateQuery) {
    return sent(await this.figures.ofTotal(code, query), query)
  }

  @Get('programmes/:programme/figures/:code/certificate')
  @certificateOf('建设计划指标证书 · the certificate of a programme’s figure')
  async ofProgramme(@Param('programme') id: string, @Param('code') code: string, @Query() query: CertificateWindow) {
    return sent(await this.figures.ofProgramme(id, code, query), query)
  }

  @Get('platforms/:id/closes/:period/certificate')
  @certificateOf('结账证书 · the certificate of a period’s close')
  async ofClose(@Param('id') id: string, @Param('period') period: string, @Query() query: CertificateCut) {
    return sent(await this.closes.of(id, period, query), query)
  }

  @Get('rounds/:round/seal/certificate')
  @certificateOf('封存证书 · the certificate of a round’s seal')
  async ofSeal(@Param('round') round: string, @Query() query: SealCertificateQuery) {
    return sent(await this.seals.of(round, query), query)
  }

  @Get('platforms/:id/published-figures/:statement/certificate')
  @certificateOf('公布数对照证书 · the certificate of a letter’s statement of a platform')
  async ofStatement(@Param('id') id: string, @Param('statement') no: string, @Query() query: CertificateWindow) {
    return sent(await this.statements.ofPlatform(id, no, query), query)
  }

  @Get('programmes/:programme/published-figures/:statement/certificate')
  @certificateOf('建设计划公布数对照证书 · the certificate of a letter’s statement of a programme')
  async ofProgrammeStatement(
    @Param('programme') id: string,
    @Param('statement') no: string,
    @Query() query: CertificateWindow,
  ) {
    return sent(await this.statements.ofProgramme(id, no, query), query)
  }
}
