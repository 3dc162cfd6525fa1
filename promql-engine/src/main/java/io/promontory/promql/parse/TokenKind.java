package io.promontory.promql.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token is, and how errors speak of it. */
enum TokenKind {
  EOF("end of input"),
  IDENTIFIER("identifier"),
  METRIC_IDENTIFIER("metric identifier"),
  STRING("string"),
  NUMBER("number"),
  DURATION("duration"),

  EQL,
  BLANK,
  COLON,
  COMMA,
  LEFT_BRACE,
  LEFT_BRACKET,
  LEFT_PAREN,
  OPEN_HIST,
  CLOSE_HIST,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PAREN,
  SPACE,
  TIMES,

  ADD(Category.OPERATOR),
  SUB(Category.OPERATOR),
  MUL(Category.OPERATOR),
  DIV(Category.OPERATOR),
  MOD(Category.OPERATOR),
  POW(Category.OPERATOR),
  ATAN2(Category.OPERATOR),
  EQLC(Category.OPERATOR),
  NEQ(Category.OPERATOR),
  LTE(Category.OPERATOR),
  LSS(Category.OPERATOR),
  GTE(Category.OPERATOR),
  GTR(Category.OPERATOR),
  TRIM_UPPER(Category.OPERATOR),
  TRIM_LOWER(Category.OPERATOR),
  EQL_REGEX(Category.OPERATOR),
  NEQ_REGEX(Category.OPERATOR),
  AND(Category.OPERATOR),
  OR(Category.OPERATOR),
  UNLESS(Category.OPERATOR),
  AT(Category.OPERATOR),

  SUM(Category.AGGREGATOR),
  AVG(Category.AGGREGATOR),
  COUNT(Category.AGGREGATOR),
  MIN(Category.AGGREGATOR),
  MAX(Category.AGGREGATOR),
  GROUP(Category.AGGREGATOR),
  STDDEV(Category.AGGREGATOR),
  STDVAR(Category.AGGREGATOR),
  TOPK(Category.AGGREGATOR),
  BOTTOMK(Category.AGGREGATOR),
  COUNT_VALUES(Category.AGGREGATOR),
  QUANTILE(Category.AGGREGATOR),
  LIMITK(Category.AGGREGATOR),
  LIMIT_RATIO(Category.AGGREGATOR),

  OFFSET(Category.KEYWORD),
  SMOOTHED(Category.KEYWORD),
  ANCHORED(Category.KEYWORD),
  BY(Category.KEYWORD),
  WITHOUT(Category.KEYWORD),
  ON(Category.KEYWORD),
  IGNORING(Category.KEYWORD),
  GROUP_LEFT(Category.KEYWORD),
  GROUP_RIGHT(Category.KEYWORD),
  FILL(Category.KEYWORD),
  FILL_LEFT(Category.KEYWORD),
  FILL_RIGHT(Category.KEYWORD),
  BOOL(Category.KEYWORD),

  START(Category.FUNCTION),
  END(Category.FUNCTION),
  STEP(Category.FUNCTION),
  RANGE(Category.FUNCTION),
  MAX_OF(Category.FUNCTION),
  MIN_OF(Category.FUNCTION),

  SUM_DESC(57370),
  COUNT_DESC(57371),
  SCHEMA_DESC(57372),
  OFFSET_DESC(57373),
  NEGATIVE_OFFSET_DESC(57374),
  BUCKETS_DESC(57375),
  NEGATIVE_BUCKETS_DESC(57376),
  ZERO_BUCKET_DESC(57377),
  ZERO_BUCKET_WIDTH_DESC(57378),
  CUSTOM_VALUES_DESC(57379),
  COUNTER_RESET_HINT_DESC(57380),
  UNKNOWN_COUNTER_RESET(57445),
  COUNTER_RESET(57446),
  NOT_COUNTER_RESET(57447),
  GAUGE_TYPE(57448);

  /** Groups of tokens that errors quote in the same way. */
  enum Category {
    OTHER,
    OPERATOR,
    AGGREGATOR,
    KEYWORD,
    /** A word that is a function only in front of a parenthesis. */
    FUNCTION
  }

  private static final Map<String, TokenKind> KEYWORDS = keywords();

  private final Category category;
  private final @Nullable String description;

  TokenKind() {
    this(Category.OTHER);
  }

  TokenKind(Category category) {
    this.category = category;
    this.description = null;
  }

  TokenKind(String description) {
    this.category = Category.OTHER;
    this.description = description;
  }

  /** Kinds for which Prometheus has no name show the number of its token. */
  TokenKind(int number) {
    this("\"<Item " + number + ">\"");
  }

  Category category() {
    return category;
  }

  /** The words put before the quoted token, or null where the token speaks for itself. */
  @Nullable String description() {
    return description;
  }

  /** The kind of a word of a query; keywords are not case-sensitive. */
  static TokenKind ofWord(String word) {
    TokenKind keyword = KEYWORDS.get(word.toLowerCase(Locale.ROOT));
    if (keyword != null) {
      return keyword;
    }
    return word.indexOf(':') >= 0 ? METRIC_IDENTIFIER : IDENTIFIER;
  }

  private static Map<String, TokenKind> keywords() {
    Map<String, TokenKind> words = new HashMap<>();
    for (TokenKind kind : values()) {
      boolean word =
          switch (kind.category) {
            case AGGREGATOR, KEYWORD, FUNCTION -> true;
            case OPERATOR -> kind == AND || kind == OR || kind == UNLESS || kind == ATAN2;
            case OTHER -> false;
          };
      if (word) {
        words.put(kind.name().toLowerCase(Locale.ROOT), kind);
      }
    }
    words.put("inf", NUMBER);
    words.put("nan", NUMBER);
    return Map.copyOf(words);
  }
}
