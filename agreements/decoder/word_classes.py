"""Groups of words that phrases call by name, such as {weapon}, so that a new kind of missile is added in one place."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


WORD_CLASSES: dict[str, dict[str, tuple[str, ...]]] = {
    "weapon": {
        "en": _words("""
            missile*, fighter*, fighter jet*, warplane*, jet, aircraft, plane, helicopter*, chinook*, apache*,
            black hawk*, drone*, unmanned, uav*, seaguardian*, reaper*, predator*, global hawk, tank,
            armored vehicle*, armoured vehicle*, infantry fighting vehicle*, howitzer*, artillery, himars,
            rocket launcher*, mlrs, patriot*, pac 2*, pac 3*, tomahawk*, javelin*, stinger*, harpoon*, amraam*,
            sidewinder*, aim 120*, aim 9*, aim 260*, jassm*, lrasm*, sm 2*, sm 3*, sm 6*, storm shadow*,
            taurus, iris t*, nasams, arrow 3*, iron dome, thaad, s 400*, brahmos, interceptor*,
            air defense system*, missile defense system*, bomb, torpedo*, munition*, ammunition, warhead*,
            f 35*, f 16*, f 15*, f 18*, f a 18*, super hornet*, growler*, rafale*, gripen*, eurofighter*,
            typhoon*, kf 21*, fa 50*, su 35*, j 10*, e 2d*, hawkeye*, p 8*, poseidon*, p 1, c 2, c 130*,
            c 390*, kc 46*, tanker aircraft, tankers, osprey*, v 22*, us 2, aegis, radar*, frigate*,
            destroyer*, warship*, submarine*, corvette*, naval ship*, k2, k9, k 2, k 9, leopard*, abrams,
            bradley*, caesar*, bayraktar*, seaplane*, trainer aircraft, weapon*, weapons system*, arms,
            glide bomb*, jdam*, gbu 53*, rifle*, aav7*, amv*
        """),
        "ja": _words("""
            ミサイル, 戦闘機, 軍用機, 航空機, 哨戒機, 輸送機, 給油機, 練習機, 早期警戒機, 警戒機, ヘリコプター,
            ヘリ, 無人機, ドローン, 戦車, 装甲車, 歩兵戦闘車, 自走砲, りゅう弾砲, 榴弾砲, ロケット砲,
            ハイマース, パトリオット, PAC3, PAC2, トマホーク, ジャベリン, スティンガー, ハープーン, 迎撃弾,
            迎撃システム, 防空システム, 爆弾, 魚雷, 弾薬, 砲弾, 弾頭, 誘導弾, F35, F16, F15, FA18, ラファール,
            グリペン, ユーロファイター, タイフーン, E2D, P8, P1, C2, C130, KC46, オスプレイ, V22, US2,
            イージス, レーダー, フリゲート, 護衛艦, 駆逐艦, 艦艇, 軍艦, 潜水艦, コルベット, K2, K9, KF21, レオパルト,
            エイブラムス, 救難飛行艇, 飛行艇, 兵器, 武器, 装備品, SM3, SM6, KF 21, F 35, E 2D, KC 46, SM 3, SM 6
        """),
    },
    "boat": {
        "en": _words("""
            boat, patrol boat*, patrol vessel*, patrol ship*, vessel*, ship, cutter*, coast guard ship*
        """),
        "ja": _words("""
            警備艇, 巡視艇, 巡視船, 救難艇, 複合艇, 船舶, 艇, 監視船, 支援船
        """),
    },
    "forces": {
        "en": _words("""
            force, forces, troops, soldier*, military, militaries, armed forces, marines, servicemen,
            service member*, sdf, jsdf, self defense forces, gis, navy, navies, warship*, army, armies,
            military personnel, personnel, units
        """),
        "ja": _words("""
            部隊, 軍隊, 兵士, 米兵, 自衛隊, 隊員, 軍人, 米軍, 国軍, 駐留軍, 両軍, 国防軍, 豪軍, 英軍, 仏軍,
            独軍, 印軍, 軍
        """),
    },
    "sign": {
        "en": _words("""
            sign*, ink*, initial*, conclude*, seal*, adopt*, issue*, agree*, reach*, exchange*
        """),
        "ja": _words("""
            署名, 調印, 締結, 合意, 妥結, 交換, 交わ, 結ん, 結ぶ, 発効, 承認
        """),
    },
    # That a text is of security at all. "Force" is not among these: any treaty enters into it.
    "defense": {
        "en": _words("""
            defense, defensive, security, military, militaries, militarily, army, armies, navy, navies, naval,
            air force, armed forces, forces, troop, soldier*, sailor*, airman, airmen, marines, servicem*,
            service member*, gis, veteran*, brigade*, battalion*, squadron*, infantry, garrison*, base, bases,
            carrier, warship*, ship, vessel, kc 390*, gun, weapon*, arms, armed, nuclear, war, wartime, warfare,
            combat, battle*, attack*, assault, aggress*, invasion, invade*, deter*, menace*, threat*, danger*,
            hostil*, contingenc*, ally, allies, allied, alliance*, nato, aukus, pentagon, deploy*, drill*,
            exercise*, patrol*, maritime, coast guard, peacekeep*, strategic, classified, secret*, confidential,
            intelligence, spy, spies, espionage, cyber*, sdf, jsdf, on duty, off duty, court martial, custody,
            interoperab*, mutual aid, visiting force*, refuel*, resuppl*
        """),
        "ja": _words("""
            防衛, 国防, 安全保障, 安保, 軍, 自衛, 兵, 部隊, 隊員, 艦, 空母, 基地, 駐留, 駐屯, 戦争, 戦闘, 戦略, 戦力,
            有事, 武力, 武装, 攻撃, 侵略, 侵攻, 抑止, 同盟, 核, 演習, 哨戒, 巡視, 警備, 海上保安, 海保, 海自, 陸自,
            空自, 機密, 極秘, 秘密, 諜報, 情報保護, サイバー, 平和維持, PKO, NATO, AUKUS, 給油, 補給, 後方支援, 迎撃,
            脅威, 脅か, 挑発, 危機, 緊急事態, 将校, 士官, 配備, 公務中, 裁判権, 大砲, 銃
        """),
    },
}  # fmt: skip
