package io.vpcep.operator.cloud;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import okhttp3.Headers;

/** Makes a value of a successful response while it arrives. */
@FunctionalInterface
public interface ResponseParser<T> {

  /**
   * Reads one response.
   *
   * @param headers the response's
   * @param json before the first token of the body; to be read to the end of the one JSON value
   * @throws IOException as the parser throws it; not to be caught
   * @throws CloudException when the JSON is not what was promised
   */
  T read(Headers headers, JsonParser json) throws IOException, CloudException;
}
