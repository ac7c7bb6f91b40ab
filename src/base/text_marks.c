#include <string.h>

#include "base/text.h"

/* The canonical pairs of Unicode (UAX #15) of which both letters are among those that are shown:
 * for each mark a letter without it and, behind that, the one with it, and so on. */
static const struct mark_row {
    uint32_t mark;
    const char *pairs;
} marks[] = {
    {0x300, /* grave */
     "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳÂẦÊỀÔỒÜǛâầêềôồüǜĂẰăằĒḔēḕŌṐōṑ"
     "ƠỜơờƯỪưừЕЀИЍеѐиѝἀἂἁἃἈἊἉἋἐἒἑἓ"},
    {0x301, /* acute */
     "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsś"
     "uúwẃyýzź¨΅ÂẤÅǺÆǼÇḈÊẾÏḮÔỐÕṌØǾÜǗâấåǻæǽçḉêếïḯôốõṍøǿüǘĂẮăắĒḖēḗŌṒ"
     "ōṓŨṸũṹƠỚơớƯỨưứΑΆΕΈΗΉΙΊΟΌΥΎΩΏαάεέηήιίοόυύωώϊΐϋΰϒϓГЃКЌгѓкќἀἄἁἅ"
     "ἈἌἉἍἐἔἑἕ"},
    {0x302, /* circumflex */
     "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑẠẬạậẸỆẹệ"
     "ỌỘọộ"},
    {0x303, /* tilde */
     "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹÂẪÊỄÔỖâẫêễôỗĂẴăẵƠỠơỡƯỮưữ"},
    {0x304, /* macron */
     "AĀEĒGḠIĪOŌUŪYȲaāeēgḡiīoōuūyȳÄǞÆǢÕȬÖȪÜǕäǟæǣõȭöȫüǖǪǬǫǭȦǠȧǡȮȰȯȱ"
     "ИӢУӮиӣуӯḶḸḷḹṚṜṛṝ"},
    {0x306, /* breve */
     "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭȨḜȩḝАӐЕӖЖӁИЙУЎаӑеӗжӂийуўẠẶạặ"},
    {0x307, /* dot above */
     "AȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻaȧbḃcċdḋeėfḟgġhḣmṁnṅ"
     "oȯpṗrṙsṡtṫwẇxẋyẏzżŚṤśṥŠṦšṧſẛṢṨṣṩ"},
    {0x308, /* diaeresis */
     "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿÕṎõṏŪṺūṻΙΪΥΫιϊυϋϒϔІЇАӒ"
     "ЕЁЖӜЗӞИӤОӦУӰЧӴЫӸЭӬаӓеёжӝзӟиӥоӧуӱчӵыӹэӭіїӘӚәӛӨӪөӫ"},
    {0x309, /* hook above */
     "AẢEẺIỈOỎUỦYỶaảeẻiỉoỏuủyỷÂẨÊỂÔỔâẩêểôổĂẲăẳƠỞơởƯỬưử"},
    {0x30A, /* ring */
     "AÅUŮaåuůwẘyẙ"},
    {0x30B, /* double acute */
     "OŐUŰoőuűУӲуӳ"},
    {0x30C, /* caron */
     "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsš"
     "tťuǔzžÜǙüǚƷǮʒǯ"},
    {0x30F, /* double grave */
     "AȀEȄIȈOȌRȐUȔaȁeȅiȉoȍrȑuȕѴѶѵѷ"},
    {0x311, /* inverted breve */
     "AȂEȆIȊOȎRȒUȖaȃeȇiȋoȏrȓuȗ"},
    {0x313, /* smooth breathing */
     "ΑἈαἀεἐ"},
    {0x314, /* rough breathing */
     "ΑἉαἁεἑ"},
    {0x31B, /* horn */
     "OƠUƯoơuư"},
    {0x323, /* dot below */
     "AẠBḄDḌEẸHḤIỊKḲLḶMṂNṆOỌRṚSṢTṬUỤVṾWẈYỴZẒaạbḅdḍeẹhḥiịkḳlḷmṃnṇoọ"
     "rṛsṣtṭuụvṿwẉyỵzẓƠỢơợƯỰưự"},
    {0x324, /* diaeresis below */
     "UṲuṳ"},
    {0x325, /* ring below */
     "AḀaḁ"},
    {0x326, /* comma below */
     "SȘTȚsștț"},
    {0x327, /* cedilla */
     "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ"},
    {0x328, /* ogonek */
     "AĄEĘIĮOǪUŲaąeęiįoǫuų"},
    {0x32D, /* circumflex below */
     "DḒEḘLḼNṊTṰUṶdḓeḙlḽnṋtṱuṷ"},
    {0x32E, /* breve below */
     "HḪhḫ"},
    {0x330, /* tilde below */
     "EḚIḬUṴeḛiḭuṵ"},
    {0x331, /* macron below */
     "BḆDḎKḴLḺNṈRṞTṮZẔbḇdḏhẖkḵlḻnṉrṟtṯzẕ"},
    {0x342, /* Greek circumflex */
     "ἀἆἁἇἈἎἉἏ"},
    {0x3099, /* voiced kana */
     "うゔかがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼゝゞウヴカガキギクグケゲコゴサザシジ"
     "スズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボワヷヰヸヱヹヲヺヽヾ"},
    {0x309A, /* half-voiced kana */
     "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"},
};

enum { MARKS = sizeof marks / sizeof *marks };

/* Takes the letter at the head of *text. */
static uint32_t next_letter(const char **text)
{
    uint32_t letter;

    *text += text_decode(*text, strlen(*text), &letter);
    return letter;
}

uint32_t text_compose(uint32_t letter, uint32_t mark)
{
    const struct mark_row *row = marks;

    while (row < marks + MARKS && row->mark != mark)
        row++;
    for (const char *pairs = row < marks + MARKS ? row->pairs : ""; *pairs;) {
        uint32_t bare = next_letter(&pairs), marked = next_letter(&pairs);

        if (bare == letter)
            return marked;
    }
    return 0;
}

/* The letter with a mark less; 0: it has none. */
static uint32_t without_mark(uint32_t letter)
{
    for (const struct mark_row *row = marks; row < marks + MARKS; row++)
        for (const char *pairs = row->pairs; *pairs;) {
            uint32_t bare = next_letter(&pairs), marked = next_letter(&pairs);

            if (marked == letter)
                return bare;
        }
    return 0;
}

uint32_t text_bare(uint32_t letter)
{
    for (uint32_t bare = letter; letter >= 0x80 && (bare = without_mark(letter));)
        letter = bare;
    return letter;
}
