package io.vpcep.operator.cloud;

/** An error as it is shown: {@code <status> <code>: <message>}. */
final class ErrorText {

  private static final int MAX_LENGTH = 256;

  private ErrorText() {}

  /**
   * The cloud's own code and message, one printable line of at most 256 characters without secrets,
   * times and request IDs. A code that only repeats the status, as IAM's do, is left out.
   */
  static String of(ApiCall call, int status, ErrorBody error) {
    String head = Integer.toString(status);
    String code = stable(call, error.code(), ConnectionItem.MAX_WORD);
    if (!code.isEmpty() && !code.equals(head)) {
      head += " " + code;
    }
    String message = withoutRepeatedCode(error);
    if (message.isEmpty()) {
      return code.isEmpty() ? head + " without an explanation" : head;
    }
    head += ": ";
    return head + stable(call, message, MAX_LENGTH - head.length());
  }

  private static String stable(ApiCall call, String text, int maxLength) {
    return TextSanitizer.stable(text, maxLength, call.path(), call.secrets());
  }

  /** CSS begins its messages with the code: {@code CSS.0015 : ...}. */
  private static String withoutRepeatedCode(ErrorBody error) {
    String message = error.message();
    return !error.code().isEmpty() && message.startsWith(error.code())
        ? message.substring(error.code().length()).replaceFirst("^[\\s:.,-]+", "")
        : message;
  }
}
