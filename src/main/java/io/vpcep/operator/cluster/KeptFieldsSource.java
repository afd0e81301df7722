package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import okio.Buffer;
import okio.BufferedSource;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response without what {@link KeptFieldsParser} passes over. Reads only when it is
 * read, and no more than a token ahead; so it needs the same little memory for any body, and hands
 * on each event of a watch when it comes.
 */
final class KeptFieldsSource implements Source {

  /** As many bytes are handed on at a time, and of the last token as many as it has. */
  private static final long CHUNK = 8192;

  /**
   * A tenant can make pages so large that a second one has no room beside the first. Mostly the
   * next page is of similar size.
   */
  private static final long LARGEST_PAGE_READ_AHEAD = 2 << 20;

  /** Names come from tenants: none is kept, and none can collide with another. */
  private static final JsonFactory JSON =
      ApiServerJson.factory()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private final BufferedSource body;
  private final Set<String> keptLabels;
  private final Consumer<String> nextPage;
  private final Buffer ready = new Buffer();
  private final JsonGenerator out;
  private @Nullable KeptFieldsParser json;
  private int depth;
  private boolean ended;

  /**
   * @param keptLabels keys of the labels that are kept
   * @param nextPage notified of the token of the page that follows, if this is a page of a list and
   *     not too large for another one beside it
   */
  KeptFieldsSource(BufferedSource body, Set<String> keptLabels, Consumer<String> nextPage)
      throws IOException {
    this.body = body;
    this.keptLabels = keptLabels;
    this.nextPage = nextPage;
    this.out = JSON.createGenerator(ready.outputStream());
    out.setRootValueSeparator(null);
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (ready.size() == 0 && !ended) {
      fill();
    }
    return ready.size() == 0 ? -1 : ready.read(sink, byteCount);
  }

  /** Copies a chunk, or up to the end of a value: the next one may come in an hour. */
  private void fill() throws IOException {
    var parser = parser();
    while (ready.size() < CHUNK) {
      var token = parser.nextToken();
      if (token == null) {
        ended = true;
        out.flush();
        return;
      }
      out.copyCurrentEventExact(parser);
      if (token == JsonToken.VALUE_STRING && depth == 2 && parser.isContinueToken()) {
        tellOfNextPage(parser);
      }
      if (isEndOfValue(token)) {
        out.flush();
        ready.writeByte('\n');
        return;
      }
    }
  }

  private void tellOfNextPage(KeptFieldsParser parser) throws IOException {
    if (parser.currentLocation().getByteOffset() <= LARGEST_PAGE_READ_AHEAD) {
      nextPage.accept(parser.getText());
    }
  }

  private boolean isEndOfValue(JsonToken token) {
    if (token.isStructStart()) {
      depth++;
    } else if (token.isStructEnd()) {
      depth--;
    }
    return depth == 0;
  }

  private KeptFieldsParser parser() throws IOException {
    if (json == null) {
      json = new KeptFieldsParser(JSON.createParser(body.inputStream()), keptLabels);
    }
    return json;
  }

  @Override
  public Timeout timeout() {
    return body.timeout();
  }

  /** Whatever the generator still holds belongs to nobody. */
  @Override
  public void close() throws IOException {
    body.close();
  }
}
