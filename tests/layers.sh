#!/bin/sh
# The layers: who may include whom, and what their objects must not contain. Needs a built tree.
set -u
: "${abs_top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}"
: "${abs_top_builddir:=$abs_top_srcdir/build}"
: "${NM:=nm}" "${OBJDUMP:=objdump}" "${instrumented:=no}"

found=$(mktemp) || exit 99
trap 'rm -f "$found"' EXIT

# 1. Includes.
(cd "$abs_top_srcdir" && find src -name '*.[ch]' -exec grep -nHE '^[[:space:]]*#[[:space:]]*include' {} +) |
awk '
BEGIN {
    may["base"]    = "base"
    may["formula"] = "base formula"
    engine = "base formula problem method run insight"
    may["problem"] = "base formula problem"
    may["method"]  = "base formula problem method"
    may["run"]     = "base formula problem method run"
    may["insight"] = engine
    may["study"]   = engine " study"
    may["cells"]   = "base cells"
    may["view"]    = engine " cells view"
    may["out"]     = engine " cells view out"
    may["show"]    = engine " study cells view out show"
    may["app"]     = engine " study cells view out show app"
    may["term"]    = "base cells/frame.h cells/sgr.h app/event.h term"
    may["cli"]     = engine " study cells view out show app term cli"
    may["main.c"]  = "base cli"
}
function report(why) { print file ":" line ": " why }
{
    split($0, at, ":"); file = at[1]; line = at[2]
    split(file, dirs, "/"); layer = dirs[2]
    if (match($0, /<[^>]*>/)) {
        if ($0 ~ /<(n?cursesw?\/)?(n?curses|term|termcap|panel|menu|form)\.h>/ && layer != "term")
            report("curses is for src/term only")
        next
    }
    if (!match($0, /"[^"]*"/)) { report("an include that this test cannot read"); next }
    header = substr($0, RSTART + 1, RLENGTH - 2)
    if (header == "config.h") next
    if (header ~ /(^|\/)\.\.?\//) { report("include from src/ down: \"" header "\""); next }
    if (!(layer in may)) { report("src/" layer " is no layer that this test knows"); next }
    if (header !~ /\//) next
    split(header, part, "/")
    allowed = " " may[layer] " "
    if (!index(allowed, " " part[1] " ") && !index(allowed, " " header " "))
        report(layer " may not include \"" header "\"")
}' >>"$found"

# 2. Symbols.
objects=$(cd "$abs_top_builddir" && find src -name '*.o' ! -path 'src/term/*' | sort)
[ -n "$objects" ] || echo "no objects in $abs_top_builddir/src: build first" >>"$found"

# The engine is a function of its scenario: it calls nothing that prints, exits, knows the time, or
# reaches for a file. What it reads is handed over to it.
for object in $objects; do
    case $object in
    src/formula/* | src/problem/* | src/method/* | src/run/* | src/insight/* | src/study/*) ;;
    *) continue ;;
    esac
    "$NM" -u "$abs_top_builddir/$object" | sed 's/@.*//' | awk -v object="$object" '
    BEGIN {
        split("rand srand rand_r random srandom drand48 lrand48 time clock clock_gettime " \
              "gettimeofday localtime getenv secure_getenv environ setlocale printf vprintf fprintf " \
              "vfprintf dprintf puts putchar putc fputs fputc fwrite perror write " \
              "access faccessat stat lstat fstat fstatat __xstat __lxstat __fxstat open openat " \
              "creat fopen freopen fdopen read pread readv fread fgets fgetc getc getline getdelim " \
              "opendir fdopendir readdir scandir glob readlink realpath getcwd chdir mmap " \
              "stdin stdout stderr exit _exit abort", names, " ")
        for (i in names) { banned[names[i]] = 1; banned["__" names[i] "_chk"] = 1 }
        for (i in names) { banned[names[i] "64"] = 1; banned["__" names[i] "64_2"] = 1 }
    }
    $NF in banned { print object ": refers to " $NF }' >>"$found"
done

# The C library's exp, sin and so on have other last digits on other processors: base/elementary.h
# has ours. What is exact everywhere (sqrt, fmod, floor ...) may be called.
for object in $objects; do
    case $object in
    src/base/* | src/formula/* | src/problem/* | src/method/* | src/run/* | src/insight/* | src/study/*) ;;
    *) continue ;;
    esac
    "$NM" -u "$abs_top_builddir/$object" | sed 's/@.*//' | awk -v object="$object" '
    BEGIN {
        split("exp exp2 exp10 expm1 log log2 log10 log1p pow sin cos sincos tan asin acos atan " \
              "atan2 sinh cosh tanh asinh acosh atanh cbrt hypot erf erfc lgamma tgamma fma", names, " ")
        for (i in names) banned[names[i]] = 1
    }
    $NF in banned { print object ": refers to " $NF " of the C library" }' >>"$found"
done

# Files are opened by those who have a user: the functions of base/file are for them.
for object in $objects; do
    case $object in
    src/base/file.* | src/show/* | src/app/* | src/cli/*) continue ;;
    esac
    "$NM" -u "$abs_top_builddir/$object" | sed 's/@.*//' | awk -v object="$object" '
    $NF ~ /^file_/ { print object ": refers to " $NF }' >>"$found"
done

# State is passed: writable data is for src/term only, and the threads of a process are its own. Constant tables that hold addresses
# are in .data.rel.ro, which is fine. Instrumentation has globals of its own.
if [ "$instrumented" = no ]; then
    for object in $objects; do
        "$OBJDUMP" -t "$abs_top_builddir/$object" | awk -v object="$object" '
        match($0, / (\.data|\.bss|\.tdata|\.tbss|\*COM\*)[^\t]*\t/) {
            section = substr($0, RSTART + 1, RLENGTH - 2)
            if (section ~ /^\.data\.rel\.ro/ || $NF == section) next
            if (object == "src/base/threads.o" && $NF == "crew") next
            print object ": writable global " $NF " (" section ")"
        }' >>"$found"
    done
fi

[ -s "$found" ] || exit 0
cat "$found"
exit 1
