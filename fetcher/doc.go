// Package fetcher brings pages home from the web, politely and safely.
//
// In go sources (a feed, a sitemap, a page, a site's front page); out come
// [article.Page] values, each with a receipt that its receiver signs once the
// page is durable. The steps of one address:
//
//  1. the schedule hands out one job per host at a time, no sooner than the
//     host's delay after its last request ([Options.Delay], robots.txt's
//     crawl-delay, a server's Retry-After, whichever is longest);
//  2. robots.txt is asked (RFC 9309), once a day per host;
//  3. the [Client] makes the request with the validators that [State]
//     remembers, follows redirects hop by hop and undoes encodings, all within
//     limits on time, size, rate and count;
//  4. what comes back is a feed, a sitemap, a front page or a page. The first
//     three become further jobs, a page goes to the [Sink];
//  5. when the sink says that the page is durable, and not before, the visit
//     is written to State. A process killed in between fetches the page again
//     and loses nothing. A feed's own validators are written after the last of
//     its entries, for the same reason.
//
// What cannot be fetched is tried again with growing pauses and then handed to
// [Sink.Failed] with its reason, so that every address that a source offered
// ends either as a page or as a named failure.
//
// By default no connection leaves for anything but a public unicast address;
// see [PublicUnicast] for the rule and why it is an allow-rule.
package fetcher
