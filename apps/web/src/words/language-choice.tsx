import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { chooseLanguage } from './language'

export function LanguageChoice() {
  const { i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh' : 'en'
  return (
    <Button icon={<GlobalOutlined />} onClick={() => void chooseLanguage(other)} lang={other === 'zh' ? 'zh-CN' : 'en'}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}
