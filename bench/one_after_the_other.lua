-- Asks for the pages of so many products in turn: more than the memory of a process holds.
local products, number = tonumber(os.getenv("BENCH_PRODUCTS")), -1

request = function()
    number = (number + 1) % products
    return wrk.format("GET", "/api/products/p-" .. number)
end
