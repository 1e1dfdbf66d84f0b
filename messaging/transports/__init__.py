"""How a message leaves. E-mail goes by Django's e-mail backends (files, SMTP, or `notify.EmailBackend`); a text by the
function here that `SMS_TRANSPORT` names: `local.to_file`, `local.to_console` or `notify.send_text`.
"""
