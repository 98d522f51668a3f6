<?php
/* What WordPress puts into an article for an address pasted into it, asked of WordPress itself.

   php wordpress.php <folder of WordPress> <address> <width of the column>

   Discovery, query and cleaning are its own code; only its database (options) and its client for
   HTTP, which refuses addresses of this machine, are stood in for. */

[, $folder, $address, $width] = $argv;

define('ABSPATH', rtrim($folder, '/') . '/');
define('WPINC', 'wp-includes');
define('WP_DEBUG', false);
error_reporting(E_ERROR | E_PARSE);

foreach ([
    'plugin', 'compat', 'load', 'functions', 'formatting', 'kses', 'l10n', 'option', 'cache',
    'pluggable', 'shortcodes', 'link-template', 'general-template',
    'http', 'class-wp-error', 'class-wp-list-util', 'class-wp-http', 'embed',
    'class-wp-oembed',
] as $part) {
    require_once ABSPATH . WPINC . "/$part.php";
}
wp_cache_init();

foreach (['blog_charset' => 'UTF-8', 'home' => 'http://localhost'] as $name => $value) {
    add_filter("pre_option_$name", fn () => $value);
}
add_filter('pre_http_request', function ($none, $settings, $url) {
    $body = file_get_contents($url, false, stream_context_create(['http' => ['timeout' => 5]]));
    $code = $body === false ? 500 : 200;
    return ['headers' => [], 'body' => (string) $body, 'response' => ['code' => $code]];
}, 10, 3);
add_filter('oembed_dataparse', 'wp_filter_oembed_iframe_title_attribute', 5, 3);
add_filter('oembed_dataparse', 'wp_filter_oembed_result', 10, 3);

$embedded = _wp_oembed_get_object()->get_html($address, ['width' => (int) $width]);
if (!$embedded) {
    fwrite(STDERR, "WordPress embeds nothing for $address\n");
    exit(1);
}
echo $embedded;
