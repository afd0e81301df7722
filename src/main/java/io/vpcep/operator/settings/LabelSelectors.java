package io.vpcep.operator.settings;

import java.util.regex.Pattern;

/**
 * Label selectors as the API server reads them. Looked at when the operator starts, because the API
 * server refuses a wrong one only later and at each watch.
 */
final class LabelSelectors {

  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
  private static final String KEY = "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + NAME;
  private static final String VALUE = "(" + NAME + ")?";
  private static final String COMMA = "\\s*,\\s*";
  private static final String REQUIREMENT =
      "("
          + ("!\\s*" + KEY + "|")
          + (KEY + "|")
          + (KEY + "\\s*(=|==|!=)\\s*" + VALUE + "|")
          + (KEY + "\\s+(in|notin)\\s*\\(\\s*" + VALUE + "(" + COMMA + VALUE + ")*\\s*\\)|")
          + (KEY + "\\s*[<>]\\s*-?[0-9]{1,18}")
          + ")";

  /** The key of a label. */
  static final Pattern KEY_PATTERN = Pattern.compile(KEY);

  /** All selectors, and nothing at all. */
  static final Pattern PATTERN =
      Pattern.compile("\\s*(" + REQUIREMENT + "(" + COMMA + REQUIREMENT + ")*)?\\s*");

  private LabelSelectors() {}
}
