package io.securitybaseline.facts.azure.client;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long the server asked to be left alone, by its header {@code Retry-After}: seconds, or a date
 * that is reckoned against the server's own, so that the operator's clock may be wrong.
 */
public final class RetryAfter {

  /** Numbers with more digits are not used. */
  private static final int MOST_DIGITS = 9;

  private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

  private RetryAfter() {}

  public static Optional<Duration> of(HttpResponse response) {
    return header(response, HttpHeaderName.RETRY_AFTER)
        .flatMap(text -> text.matches("\\d+") ? Optional.of(seconds(text)) : until(text, response));
  }

  /** The same of a header alone, which states seconds; anything else asks for nothing. */
  public static Optional<Duration> ofSeconds(String text) {
    return text.matches("\\d+") ? Optional.of(seconds(text)) : Optional.empty();
  }

  private static Duration seconds(String digits) {
    return digits.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
  }

  private static Optional<Duration> until(String date, HttpResponse response) {
    return parsed(date)
        .flatMap(then ->
            header(response, HttpHeaderName.DATE)
                .flatMap(RetryAfter::parsed)
                .map(now -> Duration.between(now, then)))
        .filter(Duration::isPositive);
  }

  private static Optional<String> header(HttpResponse response, HttpHeaderName name) {
    return Optional.ofNullable(response.getHeaderValue(name)).map(String::strip);
  }

  private static Optional<ZonedDateTime> parsed(String date) {
    try {
      return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
