import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

/** The page as it stands, on paper. */
export function PrintButton() {
  const { t } = useTranslation()
  return (
    <Button icon={<PrinterOutlined />} onClick={() => print()}>
      {t('print')}
    </Button>
  )
}
