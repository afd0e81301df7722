package io.vpcep.operator.cloud.auth;

/** Text that a header is to carry. The HTTP library's own refusal would show it. */
final class HeaderText {

  private HeaderText() {}

  /**
   * The text without the white space around it, such as the newline that many a Secret ends with.
   *
   * @param what it is, with an article, for the message
   * @throws IllegalArgumentException when no header can carry it; without showing it
   */
  static String of(String text, String what) {
    String stripped = text.strip();
    if (!isUsable(stripped)) {
      throw new IllegalArgumentException(
          what + " must be one or more visible ASCII characters without white space");
    }
    return stripped;
  }

  /** Whether a header can carry it as it is. */
  static boolean isUsable(String text) {
    return text.matches("[\\x21-\\x7e]+");
  }
}
