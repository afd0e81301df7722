package io.vpcep.operator.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Requests the next page of a list when the present one has been received, and not only when that
 * has been parsed: the API server prepares a page while the operator works on the one before.
 */
final class PageReadAhead {

  private static final String TOKEN = "continue";

  /** Smaller pages are samples, of which nobody reads the next one. */
  private static final int SMALLEST_PAGE = 100;

  /** At most this many pages are held, one of each list; the oldest goes first. */
  private static final int LISTS = 4;

  /** A page is dropped if nobody fetches it for so long, or does not come so long after that. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final Duration kept;

  @GuardedBy("this")
  private final Map<HttpUrl, PendingPage> pages = new LinkedHashMap<>();

  private volatile @Nullable OkHttpClient http;

  PageReadAhead() {
    this(KEPT);
  }

  PageReadAhead(Duration kept) {
    this.kept = kept;
  }

  /** Requests pages with this client from now on. */
  void use(OkHttpClient client) {
    http = client;
  }

  /**
   * Requests the page that follows.
   *
   * @param page the request for the page that was received
   * @param token its {@code metadata.continue}
   */
  void request(Request page, String token) {
    var client = http;
    if (client == null || limit(page) < SMALLEST_PAGE) {
      return;
    }
    var url = following(page.url(), token);
    var call =
        client.newCall(
            page.newBuilder()
                .url(url)
                .tag(KeptFieldsInterceptor.Whole.class, KeptFieldsInterceptor.Whole.BODY)
                .build());
    var next = new PendingPage(call, new CompletableFuture<>());
    add(url, next);
    call.enqueue(next);
    CompletableFuture.delayedExecutor(kept.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> expire(url, next));
  }

  private static int limit(Request page) {
    var limit = page.url().queryParameter("limit");
    return limit == null ? 0 : Integer.parseInt(limit);
  }

  /** The token is the last parameter, wherever a request has it. */
  private static HttpUrl following(HttpUrl page, String token) {
    return page.newBuilder().setQueryParameter(TOKEN, token).build();
  }

  private synchronized void add(HttpUrl url, PendingPage page) {
    if (pages.size() == LISTS) {
      pages.remove(pages.keySet().iterator().next()).drop();
    }
    var before = pages.put(url, page);
    if (before != null) {
      before.drop();
    }
  }

  /** The list that it belongs to was given up. */
  private synchronized void expire(HttpUrl url, PendingPage page) {
    if (pages.remove(url, page)) {
      page.drop();
    }
  }

  /**
   * The response to a request that was made ahead, waited for; null if there is none, if it does
   * not come, or if it is an error, which the request itself will meet.
   */
  @Nullable Response take(Request request) throws IOException {
    var token = request.url().queryParameter(TOKEN);
    if (token == null) {
      return null;
    }
    PendingPage page;
    synchronized (this) {
      page = pages.remove(following(request.url(), token));
    }
    return page == null ? null : page.await(kept);
  }

  private record PendingPage(Call call, CompletableFuture<Response> response) implements Callback {

    @Override
    public void onResponse(Call answered, Response page) {
      if (!response.complete(page)) {
        page.close();
      }
    }

    @Override
    public void onFailure(Call failed, IOException e) {
      response.completeExceptionally(e);
    }

    @Nullable Response await(Duration patience) throws IOException {
      try {
        var page = response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (page.isSuccessful()) {
          return page;
        }
        page.close();
      } catch (ExecutionException | TimeoutException e) {
        // The request is made again, and meets the error or its own timeout.
        drop();
      } catch (InterruptedException e) {
        drop();
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      return null;
    }

    void drop() {
      call.cancel();
      boolean isUnanswered = response.completeExceptionally(new IOException("dropped"));
      if (!isUnanswered && !response.isCompletedExceptionally()) {
        response.join().close();
      }
    }
  }
}
