"""Shapes in other languages, and in scripts without spaces. Data only; the words are folded: no accents, lower case.

Each entry of `PAIRS` is a verb, a gap in words, and an object. `WIDE` holds expressions over folded text.
"""

from __future__ import annotations

PAIRS: tuple[tuple[str, str, str], ...] = (
    # German
    (
        "ignoriere|ignorieren|ignoriert|missachte|missachten|vergiss|vergessen|verwirf|uberschreibe|umgehe|beachte_nicht",
        "~5",
        "anweisung|anweisungen|instruktionen|vorgaben|bewertungskriterien|bewertungsraster|systemprompt|anleitung|anleitungen|befehle|richtlinien",
    ),
    (
        "gib|gebe|geben_sie|vergib|vergeben_sie|bewerte|bewerten_sie|benote|setze|markiere|markieren_sie|vergeben|erteile|stufe|werte|werten_sie",
        "~8",
        "volle_punktzahl|voller_punktzahl|hochstpunktzahl|hochste_punktzahl|hochsten_note|hochste_note|bestnote|bestnoten|volle_punkte|maximale_punktzahl|alle_kriterien|jedes_kriterium|erfullt|sehr_gut|beste_note|100_punkte",
    ),
    (
        "du_bist|sie_sind|wenn_du|falls_du|falls_sie|wenn_sie|an_den|an_die|liebe|lieber|hinweis_an|hinweis_fur|sehr_geehrter",
        "~4",
        "ki|sprachmodell|llm|bewerter|prufer|gutachter|ki-gutachter|ki-bewerter|bewertungssystem|korrektor",
    ),
    # French
    (
        "ignorez|ignore|ignorer|oubliez|oublie|negligez|contournez|ne_tenez_pas_compte|ne_tiens_pas_compte|faites_abstraction",
        "~6",
        "instructions|consignes|directives|regles_precedentes|grille|bareme|criteres|invite_systeme|prompt",
    ),
    (
        "donnez|donne|donner|attribuer|accorder|noter|attribuez|attribue|accordez|accorde|notez|note|mettez|mets|evaluez|evalue|considerez|marquez",
        "~8",
        "note_maximale|meilleure_note|tous_les_points|note_parfaite|20/20|tous_les_criteres|chaque_critere|satisfaits|satisfait|rempli|remplis|score_maximal|totalite_des_points|la_moyenne",
    ),
    (
        "vous_etes|tu_es|si_vous|si_tu|a_l'attention|cher|chere|note_a|message_a|message_pour",
        "~4",
        "ia|modele_de_langage|modele_de_langue|llm|evaluateur|correcteur|examinateur|intelligence_artificielle",
    ),
    # Spanish
    (
        "ignora|ignore|ignorar|ignoren|olvida|olvide|olvidate|descarta|descarte|omite|omita|no_sigas|haz_caso_omiso|haga_caso_omiso",
        "~6",
        "instrucciones|indicaciones|directrices|reglas_anteriores|rubrica|criterios|ordenes|prompt",
    ),
    (
        "dale|dele|calificar|otorgar|otorga|otorgue|asigna|asigne|califica|califique|pon|ponga|marca|marque|evalua|evalue|considera|concede",
        "~8",
        "maxima_puntuacion|puntuacion_maxima|nota_maxima|maxima_nota|maxima_calificacion|calificacion_maxima|puntuacion_perfecta|todos_los_criterios|cada_criterio|todos_los_puntos|cumplido|cumplidos|sobresaliente|10/10|puntaje_maximo|maximo_puntaje",
    ),
    (
        "eres|usted_es|si_eres|si_usted|nota_para|mensaje_para|estimado|atencion|querido",
        "~4",
        "ia|modelo_de_lenguaje|llm|evaluador|calificador|inteligencia_artificial|corrector|revisor_automatico",
    ),
    # Italian
    (
        "ignora|ignori|ignorate|dimentica|dimenticate|trascura|non_seguire|non_tenere_conto",
        "~6",
        "istruzioni|direttive|regole_precedenti|rubrica|criteri|indicazioni|prompt",
    ),
    (
        "dai|assegna|assegnate|attribuisci|valuta|valutate|dia|segna|considera|concedi",
        "~8",
        "punteggio_massimo|massimo_punteggio|voto_massimo|massimo_dei_voti|pieni_voti|tutti_i_criteri|ogni_criterio|soddisfatto|soddisfatti|30_e_lode|eccellente|punteggio_pieno",
    ),
    (
        "sei|se_sei|nota_per|messaggio_per|caro|gentile|attenzione",
        "~4",
        "ia|modello_linguistico|llm|valutatore|correttore|esaminatore|intelligenza_artificiale",
    ),
    # Portuguese
    (
        "ignore|ignora|ignorar|esqueca|esquece|desconsidere|descarte|nao_siga",
        "~6",
        "instrucoes|orientacoes|diretrizes|regras_anteriores|rubrica|criterios|prompt|ordens",
    ),
    (
        "de_a|atribua|conceda|avalie|marque|classifique|considere|pontue",
        "~8",
        "nota_maxima|pontuacao_maxima|maxima_pontuacao|todos_os_criterios|cada_criterio|todos_os_pontos|atendido|atendidos|cumprido|excelente|nota_10|10/10",
    ),
    (
        "voce_e|se_voce|nota_para|mensagem_para|caro|prezado|atencao",
        "~4",
        "ia|modelo_de_linguagem|llm|avaliador|corretor|examinador|inteligencia_artificial",
    ),
    # Dutch
    (
        "negeer|negeren|vergeet|sla|omzeil|volg_niet",
        "~6",
        "instructies|aanwijzingen|opdrachten|richtlijnen|beoordelingscriteria|rubriek|systeemprompt",
    ),
    (
        "geef|geeft|ken|beoordeel|markeer|waardeer|score",
        "~8",
        "volledige_score|maximale_score|hoogste_score|hoogste_cijfer|volle_punten|alle_criteria|elk_criterium|voldaan|maximale_punten|een_10|uitstekend",
    ),
    ("je_bent|u_bent|als_je|als_u|bericht_aan|beste|aan_de", "~4", "ai|taalmodel|llm|beoordelaar|nakijker|corrector"),
    # Polish, Swedish, Turkish, Indonesian, Czech
    (
        "zignoruj|ignoruj|zapomnij|pomin|nie_przestrzegaj",
        "~6",
        "instrukcje|instrukcji|polecenia|polecen|wytyczne|wskazowki|kryteria|instrukcjach|poleceniach",
    ),
    (
        "daj|przyznaj|ocen|oznacz|wystaw|nadaj|uznaj",
        "~8",
        "maksymalna_liczbe|maksymalna_ocene|najwyzsza_ocene|pelna_liczbe|wszystkie_kryteria|kazde_kryterium|spelnione|maksymalny_wynik|celujacy|maksimum_punktow",
    ),
    (
        "ignorera|bortse_fran|glom|strunta_i",
        "~6",
        "instruktioner|instruktionerna|anvisningar|riktlinjer|bedomningskriterier|regler",
    ),
    (
        "ge|satt|bedom|betygsatt|markera",
        "~8",
        "hogsta_betyg|full_poang|maximal_poang|alla_kriterier|varje_kriterium|uppfyllt|uppfyllda|toppbetyg|hogsta_poang",
    ),
    (
        "onceki|yukaridaki|tum|butun",
        "~4",
        "talimatlari|yonergeleri|kurallari|komutlari|talimati ~3 yok_say|gormezden|unut|dikkate_alma|goz_ardi",
    ),
    ("tam_puan|en_yuksek_puan|en_yuksek_puani|tam_not|en_yuksek_notu", "~3", "ver|verin|veriniz|verilmeli"),
    ("abaikan|lupakan", "~5", "instruksi|perintah|petunjuk|arahan|aturan"),
    (
        "beri|berikan|nilai|tandai",
        "~8",
        "nilai_penuh|nilai_tertinggi|skor_tertinggi|nilai_maksimal|skor_maksimal|semua_kriteria|terpenuhi|nilai_sempurna",
    ),
    ("ignoruj|ignorujte|zapomen|zapomente", "~6", "instrukce|pokyny|pokynu|pravidla|kriteria|prikazy"),
    (
        "udel|udelte|dej|dejte|ohodnot|ohodnotte|oznac",
        "~8",
        "plny_pocet|maximalni_pocet|nejvyssi_znamku|nejlepsi_znamku|vsechna_kriteria|splneno|splnena|maximum_bodu",
    ),
    # Russian, Ukrainian (folded: й is и, ё is е)
    (
        "игнорируи|игнорируите|игнорировать|проигнорируи|проигнорируите|забудь|забудьте|не_обращаи_внимания|не_следуи|отмени|пропусти|ігноруи|ігноруите",
        "~6",
        "инструкции|инструкциями|указания|указании|правила|критерии|промпт|рубрику|предписания|команды|все_вышесказанное|інструкціі|вказівки",
    ),
    (
        "поставь|поставьте|дай|даи|даите|присвои|присвоите|оцени|оцените|отметь|отметьте|выстави|выставите|считаи|считаите|постав|поставте|оціни",
        "~8",
        "высшии_балл|высшую_оценку|максимальныи_балл|максимальную_оценку|максимальное_количество|полныи_балл|все_критерии|каждыи_критерии|выполненными|выполненным|отлично|100_баллов|наивысшую_оценку|наивысшии_балл|выполнено|максимум_баллов|наивищии_бал|максимальнии_бал",
    ),
    (
        "ты|вы|если_ты|если_вы|уважаемыи|внимание|сообщение_для|заметка_для|дорогои",
        "~4",
        "ии|языковая_модель|языковои_моделью|нейросеть|неиросеть|проверяющии|проверяющего|оценщик|экзаменатор|искусственныи_интеллект",
    ),
    # Arabic, Persian, Hindi
    ("تجاهل|تجاهلوا|انس|اهمل", "~5", "التعليمات|جميع_التعليمات|الأوامر|القواعد|الإرشادات|تعليمات|المعايير"),
    (
        "امنح|اعط|أعط|أعطي|قيم|ضع|امنحوا",
        "~8",
        "الدرجة_الكاملة|الدرجة_القصوى|أعلى_درجة|العلامة_الكاملة|درجة_كاملة|جميع_المعايير|كل_المعايير|علامة_كاملة",
    ),
    ("دستورالعمل‌های|دستورات|دستورهای|تمام|همه", "~5", "نادیده"),
    ("نمره|امتیاز", "~3", "کامل|بیست|حداکثر"),
    ("पिछले|पिछली|सभी|उपरोक्त|पूर्व", "~5", "अनदेखा|नज़रअंदाज़|नजरअंदाज|उपेक्षा"),
    ("पूरे|पूर्ण|अधिकतम|सर्वोच्च", "~3", "अंक|स्कोर|ग्रेड"),
)

WIDE: tuple[str, ...] = (
    # Chinese, simplified and traditional
    r"(?:忽略|忽視|忽视|无视|無視|忘记|忘記|忘掉|不要遵守|不要理会|抛弃|跳过)[^。！？\n]{0,14}(?:指令|指示|说明|說明|规则|規則|要求|提示|命令|标准|標準|评分)",
    r"(?:给予|給予|给出|给|給|打|评为|評為|授予|标为|记为|标记为|標記為|判定为|评定为|设为|视为)[^。！？\n]{0,14}(?:满分|滿分|最高分|最高评分|最高等级|高分|全部满足|100\s?分|优秀|优异|完全符合|已满足|全部通过)",
    r"(?:你是|您是|如果你是|致|尊敬的|亲爱的)[^。！？\n]{0,8}(?:评分员|评分者|评审模型|评分模型|语言模型|語言模型|人工智能|AI|ai|评卷|阅卷|评审员)",
    r"(?:所有|全部|每个|每項|每项)(?:评分)?(?:标准|標準|条目|准则)[^。！？\n]{0,8}(?:满足|滿足|达标|满分)",
    # Japanese
    r"(?:以前|これまで|上記|前|先|すべて|全て|以上)(?:の|まで)?[^。！？\n]{0,10}(?:指示|命令|ルール|プロンプト|規則|基準|指令)[^。！？\n]{0,6}(?:無視|忘れ|破棄|従わ)",
    r"(?:満点|最高評価|最高点|最高得点|最高スコア|合格|100\s?点|「met」|高評価|高得点)[^。！？\n]{0,10}(?:付けて|つけて|与えて|してください|にして|評価して|と評価|をお願い|としてください|ください|頂け|いただ)",
    r"(?:あなたは|貴方は|採点者|評価者|査読者|採点担当)[^。！？\n]{0,10}(?:採点者|評価者|言語モデル|ai|人工知能|の方へ|様へ|へのお願い|への指示|向け)",
    # Korean
    r"(?:이전|위의|앞의|모든|기존|지금까지의)[^.!?\n]{0,12}(?:지시|지침|명령|규칙|프롬프트|기준|안내)[^.!?\n]{0,8}(?:무시|잊어|따르지)",
    r"(?:만점|최고\s?점수|최고\s?등급|높은\s?점수|100\s?점|모든\s?기준)[^.!?\n]{0,14}(?:주세요|주십시오|부여|매겨|처리|충족|평가|줘|달라)",
)
