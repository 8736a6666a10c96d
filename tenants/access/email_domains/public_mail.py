"""Where anybody gets an address: no company's domain, whatever its DNS says."""

PUBLIC_MAIL = frozenset({
    "126.com", "139.com", "163.com", "188.com", "189.cn", "aliyun.com", "aol.com", "foxmail.com",
    "gmail.com", "gmx.com", "gmx.de", "googlemail.com", "hotmail.com", "icloud.com", "live.com",
    "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "outlook.com", "outlook.de", "proton.me",
    "protonmail.com", "qq.com", "sina.cn", "sina.com", "sohu.com", "tom.com", "vip.163.com",
    "vip.126.com", "vip.qq.com", "wo.cn", "yahoo.co.jp", "yahoo.com", "yandex.com", "yandex.ru",
    "yeah.net",
})  # fmt: skip
