/* Files of data as people have them: what is read, what was decided, what is to be typed where a
 * file does not say enough. */
#include "check.h"
#include "columns.h"
#include "directory.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "problem/learning.h"
#include "problem/objective.h"
#include "run/scenario.h"
#include "show/data_file.h"

struct shape {
    const char *what, *text;
    struct {
        const char *key, *value;
    } setting[3];
    const char *read;     /* what was decided */
    const char *examples; /* the columns of the loss: blanks between them, ; behind a row */
    size_t dropped;
};

#define COMMAS(rows, columns) rows " rows, " columns " columns, commas, names in line 1"

static const struct shape shapes[] = {
    {"two columns of any name",
     "sqft,price\n2104,399900000\n1600,329900000\n",
     {{0}},
     COMMAS("2", "2"),
     "2104 399900000;1600 329900000;",
     0},
    {"no line of names",
     "6.1,17.6\n5.5,9.1\n8.5,13.7\n",
     {{0}},
     "3 rows, 2 columns, commas, no line of names",
     "6.1 17.6;5.5 9.1;8.5 13.7;",
     0},
    {"a number twice in the first row",
     "30,64,1,1\n31,59,2,1\n34,60,0,2\n",
     {{"columns", "x=#1,y=c4"}},
     "3 rows, 4 columns, commas, no line of names",
     "30 1;31 1;34 2;",
     0},
    {"no names, and a text",
     "5.1,3.5,a\n4.9,3.0,a\n6.2,3.4,b\n",
     {{0}},
     "3 rows, 3 columns, commas, no line of names",
     "5.1 3.5;4.9 3;6.2 3.4;",
     0},
    {"a question mark",
     "x,y\n130,18\n165,15\n?,25\n150,16\n",
     {{0}},
     COMMAS("4", "2"),
     "130 18;165 15;150 16;",
     1},
    {"NaN", "x,y\n1,2\n2,NaN\n3,6.1\n", {{0}}, COMMAS("3", "2"), "1 2;3 6.1;", 1},
    {"semicolons",
     "fixed acidity;alcohol;quality\n7.4;9.4;5\n7.8;9.8;5\n",
     {{"columns", "x=fixed acidity,y=quality"}},
     "2 rows, 3 columns, semicolons, names in line 1",
     "7.4 5;7.8 5;",
     0},
    {"decimal commas",
     "x;y\n1,5;2,1\n2,5;4,3\n",
     {{0}},
     "2 rows, 2 columns, semicolons, decimal commas, names in line 1",
     "1.5 2.1;2.5 4.3;",
     0},
    {"decimal commas and no names",
     "1,5;2,1\n2,5;4,3\n",
     {{0}},
     "2 rows, 2 columns, semicolons, decimal commas, no line of names",
     "1.5 2.1;2.5 4.3;",
     0},
    {"names that are no identifiers",
     "Grad.Rate,Out State\n60,7440\n56,12280\n",
     {{0}},
     COMMAS("2", "2"),
     "60 7440;56 12280;",
     0},
    {"years and millions",
     "year,population\n1960,3031564839\n1970,3694136661\n",
     {{0}},
     COMMAS("2", "2"),
     "1960 3031564839;1970 3694136661;",
     0},
    {"nanoamperes",
     "x,y\n0.10,2.236e-10\n0.20,5.209e-10\n",
     {{0}},
     COMMAS("2", "2"),
     "0.1 2.236e-10;0.2 5.209e-10;",
     0},
    /* spreadsheets */
    {"Excel: sep=, a mark, CRLF, empty columns and rows",
     "\xEF\xBB\xBFsep=;\r\nZeit;Wert;;\r\n0,5;1,25;;\r\n1,5;2,75;;\r\n;;;\r\n;;;\r\n",
     {{0}},
     "2 rows, 4 columns, semicolons, decimal commas, names in line 2",
     "0.5 1.25;1.5 2.75;",
     0},
    {"Excel: a row cut at its last filled column, rows of nothing",
     "a,b,\n1,2,\n3,4\n,,\n",
     {{0}},
     NULL,
     "line 3 has 2 fields, but the header has 3",
     0},
    {"grouped digits", "x;y\n1.234,5;2,1\n2.345,5;4,3\n", {{0}}, NULL, "digits are not grouped", 0},
    {"commas that may group or not", "x;y\n1,234;5\n2,345;6\n", {{0}}, NULL, "--decimal comma", 0},
    {"the same, said",
     "x;y\n1,234;5\n2,345;6\n",
     {{"decimal", "comma"}},
     "2 rows, 2 columns, semicolons, decimal commas, names in line 1",
     "1.234 5;2.345 6;",
     0},
    {"quoted commas between commas",
     "x,y\n\"1,5\",2\n\"2,5\",3\n",
     {{"decimal", "comma"}},
     "2 rows, 2 columns, commas, decimal commas, names in line 1",
     "1.5 2;2.5 3;",
     0},
    {"percent", "x,y\n1,12%\n2,13%\n", {{0}}, NULL, "a number stands without a unit", 0},
    {"currency", "x,y\n1,$12.50\n2,$13\n", {{0}}, NULL, "a number stands without a unit", 0},
    {"thousands of dollars",
     "x,y\n1,\"1,250\"\n2,\"2,000\"\n",
     {{0}},
     NULL,
     "digits are not grouped; if 1,234 means 1.234: --decimal comma",
     0},
    /* R, pandas, numpy, gnuplot, Fortran */
    {"R: row names under an empty name",
     "\"\",\"speed\",\"dist\"\n\"1\",4,2\n\"2\",4,10\n",
     {{0}},
     COMMAS("2", "3"),
     "4 2;4 10;",
     0},
    {"R: write.table, a name too few",
     "\"mpg\" \"wt\"\n\"Mazda RX4\" 21 2.62\n\"Datsun 710\" 22.8 2.32\n",
     {{0}},
     "2 rows, 3 columns, blanks, names in line 1",
     "21 2.62;22.8 2.32;",
     0},
    {"pandas: an index without a name",
     ",speed,dist\n0,4,2\n1,4,10\n",
     {{0}},
     COMMAS("2", "3"),
     "4 2;4 10;",
     0},
    {"pandas: names that count",
     ",0,1\n0,4,2\n1,4,10\n",
     {{"columns", "x=#2,y=#3"}},
     COMMAS("2", "3"),
     "4 2;4 10;",
     0},
    {"pandas: x and x.1", "x,x.1\n1,2\n3,4\n", {{0}}, COMMAS("2", "2"), "1 2;3 4;", 0},
    {"gnuplot: blanks, a comment",
     "# t   v\n 0.0  1.5\n 0.5  2.5\n 10.0 3.5\n",
     {{0}},
     "3 rows, 2 columns, blanks, no line of names",
     "0 1.5;0.5 2.5;10 3.5;",
     0},
    {"Fortran: exponents with D",
     "  0.1500D+01  0.2500D-01\n  0.3500D+01  0.4500D-01\n",
     {{0}},
     "2 rows, 2 columns, blanks, no line of names",
     "1.5 0.025;3.5 0.045;",
     0},
    {"tabs, and blanks in names",
     "body mass\tflipper\n3750\t181\n3800\t186\n",
     {{0}},
     "2 rows, 2 columns, tabs, names in line 1",
     "3750 181;3800 186;",
     0},
    {"bars",
     "x | y\n1 | 2\n3 | 4\n",
     {{0}},
     "2 rows, 2 columns, bars, names in line 1",
     "1 2;3 4;",
     0},
    {"all in quotes",
     "\"x\",\"y\"\n\"1\",\"2\"\n\"3\",\"4\"\n",
     {{0}},
     COMMAS("2", "2"),
     "1 2;3 4;",
     0},
    {"its own trace",
     "step,w,b,loss,grad_norm,lr\n0,0,0,9,6,0.1\n1,1,2,nan,nan,0.1\n2,2,2,1,2,0.1\n",
     {{"columns", "x=step,y=loss"}},
     COMMAS("3", "6"),
     "0 9;2 1;",
     1},
    {"its own trace of a run that diverged",
     "step,loss\n0,9\n1,inf\n",
     {{0}},
     NULL,
     "--missing nan,inf",
     0},
    {"the same, said",
     "step,loss\n0,9\n1,inf\n2,nan\n3,4\n",
     {{"missing", "nan,inf"}},
     COMMAS("4", "2"),
     "0 9;3 4;",
     2},
    /* sets of the textbooks */
    {"iris.data",
     "5.1,3.5,1.4,0.2,Iris-setosa\n7.0,3.2,4.7,1.4,Iris-versicolor\n\n",
     {{"columns", "x=c1,y=c3"}},
     "2 rows, 5 columns, commas, no line of names",
     "5.1 1.4;7 4.7;",
     0},
    {"iris.csv",
     "sepal_length,sepal_width,species\n5.1,3.5,setosa\n7.0,3.2,versicolor\n",
     {{0}},
     COMMAS("2", "3"),
     "5.1 3.5;7 3.2;",
     0},
    {"auto-mpg.data",
     "18.0   8   307.0      130.0      3504.\t\"chevrolet chevelle malibu\"\n"
     "25.0   4   98.00      ?          2046.\t\"ford pinto\"\n"
     "15.0   8   350.0      165.0      3693.\t\"buick skylark 320\"\n",
     {{"columns", "x=c4,y=c1"}},
     "3 rows, 6 columns, blanks, no line of names",
     "130 18;165 15;",
     1},
    {"wine.data",
     "1,14.23,1.71\n1,13.2,1.78\n3,14.13,4.1\n",
     {{"columns", "x=c2,y=c3"}},
     "3 rows, 3 columns, commas, no line of names",
     "14.23 1.71;13.2 1.78;14.13 4.1;",
     0},
    {"titanic.csv",
     "Survived,Name,Sex,Age,Fare\n0,\"Braund, Mr. Owen\",male,22,7.25\n"
     "1,\"Cumings, Mrs. John (\"\"Flo\"\")\",female,38,71.2833\n0,\"Moran, Mr. James\",male,,8.4583\n",
     {{"columns", "x=Age,y=Fare"}},
     COMMAS("3", "5"),
     "22 7.25;38 71.2833;",
     1},
    {"boston.csv",
     "crim,rm,medv\n0.00632,6.575,24\n0.02731,6.421,21.6\n",
     {{"columns", "x=rm,y=medv"}},
     COMMAS("2", "3"),
     "6.575 24;6.421 21.6;",
     0},
    {"years for names",
     "Country,1960,1961,1962\nChile,8.1,8.3,8.5\nPeru,9.9,10.2,10.5\n",
     {{"columns", "x=1960,y=1962"}},
     COMMAS("2", "4"),
     "8.1 8.5;9.9 10.5;",
     0},
    {"trees.csv of Rdatasets",
     "\"rownames\",\"Girth\",\"Volume\",\"Height\"\n1,8.3,10.3,70\n2,8.6,10.3,65\n",
     {{0}},
     NULL,
     "--data a.csv --columns x=Girth,y=Height",
     0},
    {"cars as R prints it",
     "  speed dist\n1     4    2\n2     4   10\n3     7    4\n",
     {{0}},
     "3 rows, 3 columns, blanks, names in line 1",
     "4 2;4 10;7 4;",
     0},
    {"a table of Markdown",
     "| x | y |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n",
     {{0}},
     "2 rows, 4 columns, bars, names in line 1",
     "1 2;3 4;",
     0},
    {"a name that is no UTF-8",
     "gr\xF6\xDF"
     "e,gewicht\n1.7,65\n1.8,80\n",
     {{0}},
     COMMAS("2", "2"),
     "1.7 65;1.8 80;",
     0},
    {"decimal commas between blanks, no names",
     "1,5 2,1\n2,5 4,3\n",
     {{0}},
     "2 rows, 2 columns, blanks, decimal commas, no line of names",
     "1.5 2.1;2.5 4.3;",
     0},
    {"decimal commas and a text with a comma",
     "Name;Hoehe;Gewicht\nMeier, Anna;1,68;61,5\nBraun, Jan;1,82;79\n",
     {{0}},
     "2 rows, 3 columns, semicolons, decimal commas, names in line 1",
     "1.68 61.5;1.82 79;",
     0},
    {"years in quotes for names",
     "\"continent\",\"1952\",\"1957\"\n\"Africa\",1252.5,1385.2\n\"Asia\",5195.4,5787.7\n",
     {{"columns", "x=1952,y=1957"}},
     COMMAS("2", "3"),
     "1252.5 1385.2;5195.4 5787.7;",
     0},
    {"rows that R numbers, between commas",
     "carat,depth,cut\n0,0.7,65.7,Fair\n1,0.81,64.1,Fair\n2,0.5,66.9,Good\n",
     {{0}},
     COMMAS("3", "4"),
     "0.7 65.7;0.81 64.1;0.5 66.9;",
     0},
    {"decimal commas between commas",
     "x,y\n1,5,2\n2,5,4\n3,5,6\n",
     {{0}},
     NULL,
     "line 2 has 3 fields",
     0},
    {"blanks that group digits, and a blank behind each comma",
     "Location, Servings\nChina & Hong Kong, 40 430\nIndonesia, 13 200\nJapan, 5 540\n",
     {{"columns", "x=row,y=Servings"}},
     NULL,
     "'40 430' in 'Servings' is no number; digits are not grouped",
     0},
    {"numbers over texts are names",
     "0,1,2\na,2.5,1\nb,3.5,2\nb,4.5,7\n",
     {{"header", "auto"}, {"columns", "x=#2,y=#3"}},
     COMMAS("3", "3"),
     "2.5 1;3.5 2;4.5 7;",
     0},
    {"lines that end with CR",
     "bounce,age\r165.5,16\r167.5,34\r",
     {{0}},
     COMMAS("2", "2"),
     "165.5 16;167.5 34;",
     0},
    {"months",
     "\"Month\",\"Passengers\"\n\"1949-01\",112\n\"1949-02\",118\n",
     {{0}},
     NULL,
     "in place of a date, --columns x=row counts the rows",
     0},
    {"a series called x", "\"x\"\n88\n84\n85\n", {{0}}, NULL, "a.csv --columns x=row,y=x", 0},
    /* what has to be said */
    {"one column", "y\n3\n4\n5\n", {{0}}, NULL, "--data a.csv --columns x=row", 0},
    {"the same, said",
     "y\n3\n4\n5\n",
     {{"columns", "x=row"}},
     "3 rows, 1 column, names in line 1",
     "1 3;2 4;3 5;",
     0},
    {"rows stand for one column, not for two",
     "x,y\n1,0\n2,0\n3,1\n4,1\n",
     {{"model", "logistic-plane"}},
     NULL,
     "no column of numbers can be x1 and x2; there are x, y",
     0},
    {"two columns of one name",
     "x,x,y\n1,2,3\n2,3,4\n",
     {{0}},
     NULL,
     "two columns have the name 'x': say which by number, #1 or #2",
     0},
    {"a colon", "x:y\n1:2\n3:4\n", {{0}}, NULL, "--separator", 0},
    {"yes and no",
     "hours,passed\n0.5,no\n1.0,yes\n2.0,yes\n",
     {{0}},
     NULL,
     "'no' in 'passed' is no number; in its place --label y=passed:yes is 1 there, else 0",
     0},
    {"times of day",
     "t,v\n00:00:01,1.5\n00:00:02,2.5\n",
     {{0}},
     NULL,
     "in place of a date, --columns x=row counts the rows",
     0},
    {"degrees",
     "temp,rate\n20\xC2\xB0"
     "C,5\n30\xC2\xB0"
     "C,8\n",
     {{0}},
     NULL,
     "a number stands without a unit",
     0},
    {"JSON",
     "[{\"x\":1,\"y\":2},{\"x\":2,\"y\":3}]\n",
     {{0}},
     NULL,
     "JSON; save the table as CSV",
     0},
    {"a spreadsheet's own file", "PK\x03\x04\x14", {{0}}, NULL, "save the table as CSV", 0},
    {"units in a name", "speed (m/s),dist (m)\n4,2\n7,4\n", {{0}}, COMMAS("2", "2"), "4 2;7 4;", 0},
    {"units in the second line",
     "speed,dist\nm/s,m\n4,2\n7,4\n",
     {{0}},
     NULL,
     "line 2, column 1: 'm/s' in 'speed' is no number; begin line 2 with # if it holds units",
     0},
    {"the same, asked for",
     "speed,dist\nm/s,m\n4,2\n7,4\n",
     {{"columns", "x=speed,y=dist"}},
     NULL,
     "line 2, column 1: 'm/s' in 'speed' is no number; begin line 2 with # if it holds units",
     0},
    {"a title above",
     "Report of 2020\nx,y\n1,2\n",
     {{0}},
     NULL,
     "a line that is no data begins with #",
     0},
    {"dates",
     "day,y\n2020-01-05,1\n2020-01-06,3\n",
     {{"columns", "x=day"}},
     NULL,
     "in place of a date, --columns x=row counts the rows",
     0},
    {"the rows in place of dates",
     "day,y\n2020-01-05,1\n2020-01-06,3\n",
     {{"columns", "x=row"}},
     COMMAS("2", "2"),
     "1 1;2 3;",
     0},
    {"a last line that is cut",
     "x,y,z\n1,2,3\n4,5\n",
     {{0}},
     NULL,
     "line 3 has 2 fields, but the header has 3",
     0},
    {"a text for a number",
     "fare,sex,survived\n7.25,male,0\n71.3,female,1\n",
     {{"columns", "x=sex,y=fare"}},
     NULL,
     "in its place --label x=sex:male is 1 there, else 0",
     0},
    {"yes and no from a text",
     "fare,sex\n7.25,male\n71.3,female\n",
     {{"model", "logistic"}},
     NULL,
     "a.csv --model logistic --columns x=fare --label y=sex:male",
     0},
    {"more columns of numbers than names",
     "a,b,c\n1,2,3\n4,5,6\n",
     {{0}},
     NULL,
     "say which columns are x and y: --data a.csv --columns x=a,y=c",
     0},
    {"one column is said, one is left",
     "a,b\n1,2\n4,5\n",
     {{"columns", "y=a"}},
     COMMAS("2", "2"),
     "2 1;5 4;",
     0},
    {"one too many is left",
     "a,b,c c\n1,2,3\n4,5,6\n",
     {{"columns", "y=a"}},
     NULL,
     "say which column is x: --data a.csv --columns y=a,x=b",
     0},
    {"two columns for a model that reads one",
     "glucose,age,class\n148,50,1\n85,31,0\n",
     {{"model", "logistic"}, {"columns", "x1=glucose,x2=age,y=class"}},
     NULL,
     "model 'logistic' reads x and y; x1, x2 and y are for --model logistic-plane",
     0},
    {"digits in groups everywhere",
     "month,revenue,cost\nJan,\"1,200\",\"800,500\"\nFeb,\"1,350\",\"870,100\"\n",
     {{0}},
     NULL,
     "line 2, column 5: '1,200' in 'revenue' is no number; digits are not grouped",
     0},
    {"a dotted name in a loss",
     "Grad.Rate,y\n1,2\n4,5\n",
     {{"loss", "(w*Grad.Rate + b - y)^2"}},
     NULL,
     "--columns Grad_Rate=Grad.Rate gives it one",
     0},
    {"a function's name in a loss",
     "sum,y\n1,2\n4,5\n",
     {{"loss", "(w*sum + b - y)^2"}, {"params", "w,b"}},
     NULL,
     "--columns sum_=sum gives it one",
     0},
    {"x and y in a loss of one's own",
     "p,q\n1,2\n4,5\n",
     {{"loss", "(w*x + b - y)^2"}, {"params", "w,b"}},
     COMMAS("2", "2"),
     "1 2;4 5;",
     0},
    {"a header that is said to be one",
     "1,2\n3,4\n",
     {{"header", "on"}, {"columns", "x=1,y=2"}},
     "1 row, 2 columns, commas, names in line 1",
     "3 4;",
     0},
    {"a separator that is said",
     "a;b,c\n1;2,3\n",
     {{"separator", "semicolon"}, {"decimal", "comma"}},
     "1 row, 2 columns, semicolons, decimal commas, names in line 1",
     "1 2.3;",
     0},
    {"a number that is missing",
     "x,y\n1,-999\n-999,2\n3,4\n",
     {{"missing", "-999"}},
     COMMAS("3", "2"),
     "3 4;",
     2},
    {"what is usually missing is not",
     "x,y\n1,?\n3,4\n",
     {{"missing", "-999"}},
     NULL,
     "'?' in 'y' is no number; is it missing? --missing '?'",
     0},
};

/* The keys of the files before the file, the others behind it, as the command line has them. */
static bool begin(struct scenario *scenario, const struct shape *shape, struct error *error)
{
    static const char of_file[] = " header separator decimal missing ";
    bool ok = true;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; ok && i < 3 && shape->setting[i].key; i++) {
            char word[32];
            snprintf(word, sizeof word, " %s ", shape->setting[i].key);
            if ((strstr(of_file, word) != NULL) == (pass == 0))
                ok = scenario_set(scenario, shape->setting[i].key, shape->setting[i].value, error);
        }
        ok = ok && (pass == 1 || scenario_set(scenario, "data", "a.csv", error));
    }
    return ok;
}

/* The columns x and y that the loss reads, whatever their order in it. */
static void render(const struct learning *learning, struct buffer *out)
{
    int x = learning_find(learning, "x"), y = learning_find(learning, "y");
    char text[NUMBER_SIZE];
    assert_true(x >= 0 && y >= 0);
    for (size_t row = 0; row < learning->train.rows; row++) {
        number_short(text, examples_column(&learning->train, (size_t)x)[row], 15);
        buffer_format(out, "%s ", text);
        number_short(text, examples_column(&learning->train, (size_t)y)[row], 15);
        buffer_format(out, "%s;", text);
    }
}

static void check_read(const struct shape *shape, const struct scenario *scenario,
                       const struct objective *objective)
{
    struct buffer read = {0}, examples = {0};
    dataset_describe(scenario->data, &read);
    render(objective->learning, &examples);
    if (strcmp(buffer_string(&read), shape->read) != 0)
        fail_msg("%s: %s", shape->what, buffer_string(&read));
    if (strcmp(buffer_string(&examples), shape->examples) != 0)
        fail_msg("%s: %s", shape->what, buffer_string(&examples));
    if (objective->learning->dropped != shape->dropped)
        fail_msg("%s: %zu dropped", shape->what, objective->learning->dropped);
    buffer_release(&read);
    buffer_release(&examples);
}

static void check_shape(const struct shape *shape)
{
    struct scenario scenario;
    struct error error = {0};
    assert_true(scenario_init(&scenario));
    scenario.open_data = data_file_open;
    directory_put("a.csv", shape->text, strlen(shape->text));
    struct objective *objective = NULL;
    if (begin(&scenario, shape, &error))
        objective = scenario_objective(&scenario, &error);
    error_settings_within(error.message, sizeof error.message, SETTING_AS_OPTION);
    if (!objective && shape->read)
        fail_msg("%s: %s", shape->what, error.message);
    if (objective && !shape->read)
        fail_msg("%s is read", shape->what);
    if (objective)
        check_read(shape, &scenario, objective);
    else if (!strstr(error.message, shape->examples))
        fail_msg("%s: %s", shape->what, error.message);
    objective_free(objective);
    scenario_release(&scenario);
}

static void test_shapes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(shapes); i++)
        check_shape(&shapes[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DIRECTORY_TEST(test_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
